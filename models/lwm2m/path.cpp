#include "models/lwm2m/path.hpp"

#include <fmt/format.h>

#include <charconv>

namespace sara::lwm2m {

std::optional<Path> parse_path(std::string_view text) {
    if (!text.starts_with('/') || text == "//") return std::nullopt;
    text.remove_prefix(1);
    if (text.ends_with('/')) text.remove_suffix(1);
    Path path;
    for (auto* level : {&path.object, &path.instance, &path.resource, &path.resource_instance}) {
        if (text.empty()) return path;
        std::uint16_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{}) return std::nullopt;
        *level = number;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.empty()) return path;
        if (text.size() == 1 || text.front() != '/') return std::nullopt;
        text.remove_prefix(1);
    }
    return std::nullopt;
}

std::string text_of(const Path& path) {
    std::string text;
    for (const auto& level : {path.object, path.instance, path.resource, path.resource_instance}) {
        if (level) text += fmt::format("/{}", *level);
    }
    return text.empty() ? "/" : text;
}

}  // namespace sara::lwm2m
