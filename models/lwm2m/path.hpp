#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sara::lwm2m {

/// The place of an object, instance, resource or resource instance, e.g. /5/0/3 or /1/1/30000/0.
/// Each level needs the one before it; none at all is the root, "/".  [OMA 6.1]
struct Path {
    std::optional<std::uint16_t> object = {};
    std::optional<std::uint16_t> instance = {};
    std::optional<std::uint16_t> resource = {};
    std::optional<std::uint16_t> resource_instance = {};

    auto operator<=>(const Path&) const = default;
};

/// Reads a path; a trailing slash is accepted, since R01 prints both.  Nothing if it is none.
/// [R01 2.5, Table 3]
std::optional<Path> parse_path(std::string_view text);

/// The path without a trailing slash, e.g. "/5/0/3"; the root is "/".
std::string text_of(const Path& path);

}  // namespace sara::lwm2m
