#pragma once

#include "models/storage/bytes.hpp"
#include "sim/vocabulary/names.hpp"

#include <array>
#include <cstdint>

namespace sara::update {

/// What a test does to a package so that its validation fails.
enum class Damage : std::uint8_t {
    None,
    FlipPayloadBit,   ///< 148
    FlipHeaderBit,    ///< 148
    Truncate,         ///< 148: the last third is missing
    NotAPackage,      ///< 158: random bytes of the same size
    FormatVersion,    ///< 174
    LengthField,      ///< 180
    Append,           ///< 180: something follows
    BreakSignature,   ///< 173
    SignWithOtherKey  ///< 173
};

/// Does that to a package.  Everything but the damaged part stays consistent, so that exactly the
/// check it is meant for fails.
void inflict(storage::Buffer& package, Damage damage);

}  // namespace sara::update

/// The damages as scenarios name them.
template <>
struct sara::sim::Names<sara::update::Damage> {
    using Damage = update::Damage;
    static constexpr auto kTable = std::to_array<Named<Damage>>({
        {"none", Damage::None},
        {"flip-bit", Damage::FlipPayloadBit},
        {"flip-header-bit", Damage::FlipHeaderBit},
        {"truncate", Damage::Truncate},
        {"not-a-package", Damage::NotAPackage},
        {"format-version", Damage::FormatVersion},
        {"length-field", Damage::LengthField},
        {"append", Damage::Append},
        {"break-signature", Damage::BreakSignature},
        {"sign-with-other-key", Damage::SignWithOtherKey},
    });
};
