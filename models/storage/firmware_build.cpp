#include "models/storage/firmware_build.hpp"

#include "sim/random.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <boost/endian/conversion.hpp>

namespace sara::storage {

namespace {

constexpr std::size_t kMinImageBytes = 4096;

// Instruction sequences recur in code, with other registers and addresses: fragments out of a
// dictionary, each with a few bytes of its own.
constexpr std::size_t kFragmentBytes = 64;
constexpr std::size_t kFragments = 1024;
constexpr std::size_t kOwnBytes = 6;

// What a version changes: runs of new code.
constexpr std::size_t kRunBytes = 512;
constexpr std::uint64_t kChangedNumerator = 1;
constexpr std::uint64_t kChangedDenominator = 11;

using Cells = std::span<std::uint8_t>;

void fill_with_noise(Cells cells, sim::Random& random) {
    while (!cells.empty()) {
        std::array<std::uint8_t, 8> bytes;  // NOLINT(*-member-init): the next line fills it
        boost::endian::store_little_u64(bytes.data(), random.next());
        const std::size_t count = std::min(cells.size(), bytes.size());
        std::copy_n(bytes.begin(), count, cells.begin());
        cells = cells.subspan(count);
    }
}

/// What all versions of a model have in common.
void fill_with_model(Cells code, std::string_view model) {
    sim::Random random(0, fmt::format("firmware {}", model));
    Buffer dictionary(kFragments * kFragmentBytes);
    fill_with_noise(dictionary, random);
    while (!code.empty()) {
        const std::size_t size = std::min(kFragmentBytes, code.size());
        std::uint64_t draw = random.next();
        std::copy_n(dictionary.data() + draw % kFragments * kFragmentBytes, size, code.data());
        draw /= kFragments;
        for (std::size_t i = 0; i < std::min(kOwnBytes, size); ++i, draw >>= 8U) {
            code[i] = static_cast<std::uint8_t>(draw);
        }
        code = code.subspan(size);
    }
}

/// What makes this version another one.
void change_for_version(Cells code, std::string_view model, std::string_view version) {
    sim::Random random(0, fmt::format("firmware {} {}", model, version));
    while (!code.empty()) {
        const std::size_t size = std::min(kRunBytes, code.size());
        if (random.chance(kChangedNumerator, kChangedDenominator)) {
            fill_with_noise(code.first(size), random);
        }
        code = code.subspan(size);
    }
}

void fill_with_code(Cells code, std::string_view model, std::string_view version) {
    fill_with_model(code, model);
    change_for_version(code, model, version);
}

}  // namespace

Buffer make_code(std::string_view model, std::string_view version, std::size_t size) {
    Buffer code(size);
    fill_with_code(code, model, version);
    return code;
}

Buffer make_rot_file(std::string_view version) {
    sim::Random random(0, fmt::format("rot {}", version));
    Buffer bytes(kRotFileBytes);
    fill_with_noise(bytes, random);
    return bytes;
}

Buffer make_firmware(const products::Product& product, std::string_view modem_version,
                     std::string_view app_version, std::size_t size) {
    if (size < kMinImageBytes) {
        throw std::invalid_argument(
            fmt::format("an image has at least {} bytes, not {}", kMinImageBytes, size));
    }
    const bool carries_rot = size >= 2 * kRotFileBytes;
    const ImageInfo info{.model = image_model(product),
                         .modem_version = std::string(modem_version),
                         .app_version = std::string(app_version),
                         .rot_version = std::string(modem_version),
                         .rot_size = carries_rot ? kRotFileBytes : 0,
                         .files = {}};
    const std::size_t frame = ImageHeader::kBytes + to_json(info).dump().size();
    const std::size_t code_size = size - frame - info.rot_size;
    Buffer image = start_image(info, code_size + info.rot_size);  // several MB, written in place
    fill_with_code(Cells(image).subspan(frame, code_size), info.model, info.version());
    if (carries_rot) {
        std::ranges::copy(make_rot_file(info.rot_version),
                          image.end() - static_cast<std::ptrdiff_t>(info.rot_size));
    }
    seal_image(image);
    return image;
}

}  // namespace sara::storage
