#include "models/update/package_damage.hpp"

#include "models/update/package_format.hpp"
#include "sim/random.hpp"

#include <algorithm>
#include <cstddef>

namespace sara::update {

namespace {

using storage::Buffer;

// Where a byte is changed: fields of the table in package_format.hpp.
constexpr std::size_t kVersionByte = 8;
constexpr std::size_t kPayloadSizeByte = 16;
constexpr std::size_t kModelByte = 30;
constexpr std::size_t kSignatureByte = PackageHeader::kSignedBytes + 5;

void flip(Buffer& package, std::size_t at) {
    if (at < package.size()) package[at] ^= 0x10U;
}

void flip_payload(Buffer& package) {
    flip(package, PackageHeader::kBytes + (package.size() - PackageHeader::kBytes) / 2);
}

void randomise(Buffer& package) {
    sim::Random random(package.size(), "not a package");
    std::ranges::generate(package,
                          [&random] { return static_cast<std::uint8_t>(random.next() >> 56U); });
}

void append(Buffer& package) {
    const Buffer more(package.begin(),
                      package.begin() + static_cast<std::ptrdiff_t>(package.size() / 2));
    package.insert(package.end(), more.begin(), more.end());
}

void sign_with_other_key(Buffer& package) {
    SigningKey::Seed seed{};
    seed.fill(0x5A);
    sign_again(package, SigningKey::from_seed(seed));
}

}  // namespace

void inflict(Buffer& package, Damage damage) {
    switch (damage) {
        case Damage::None:
            return;
        case Damage::FlipPayloadBit:
            return flip_payload(package);
        case Damage::FlipHeaderBit:
            return flip(package, kModelByte);
        case Damage::Truncate:
            return package.resize(package.size() * 2 / 3);
        case Damage::NotAPackage:
            return randomise(package);
        case Damage::FormatVersion:
            return flip(package, kVersionByte);
        case Damage::LengthField:
            return flip(package, kPayloadSizeByte);
        case Damage::Append:
            return append(package);
        case Damage::BreakSignature:
            return flip(package, kSignatureByte);
        case Damage::SignWithOtherKey:
            return sign_with_other_key(package);
    }
}

}  // namespace sara::update
