#pragma once

#include "models/storage/bytes.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

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
std::string_view name_of(Damage damage);
std::optional<Damage> find_damage(std::string_view name);
std::span<const Damage> all_damages();

/// Does that to a package.  Everything but the damaged part stays consistent, so that exactly the
/// check it is meant for fails.
void inflict(storage::Buffer& package, Damage damage);

}  // namespace sara::update
