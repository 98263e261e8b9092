#include "models/commands/dial_string.hpp"

#include <array>
#include <charconv>
#include <cstddef>

namespace sara::commands {

namespace {

// "*99*<called address>*<layer 2 protocol>*<cid>#": what the stars part.
constexpr std::size_t kFields = 5;
enum Field : std::size_t { kBeforeStar = 0, kService = 1, kLayer2 = 3, kCid = 4 };
constexpr std::string_view kPacketService = "99";

}  // namespace

std::optional<int> dialled_context(std::string_view text) {
    if (text.starts_with('T') || text.starts_with('P') || text.starts_with('t') ||
        text.starts_with('p')) {
        text.remove_prefix(1);
    }
    if (!text.ends_with('#')) return std::nullopt;
    text.remove_suffix(1);
    std::array<std::string_view, kFields> fields{};
    std::size_t count = 0;
    for (bool more = true; more; ++count) {
        if (count == kFields) return std::nullopt;
        const std::size_t star = text.find('*');
        fields[count] = text.substr(0, star);
        more = star != std::string_view::npos;
        if (more) text.remove_prefix(star + 1);
    }
    const std::string_view layer2 = fields[kLayer2];
    const bool is_ppp = layer2.empty() || layer2 == "1" || layer2 == "PPP";
    if (!fields[kBeforeStar].empty() || fields[kService] != kPacketService || !is_ppp) {
        return std::nullopt;
    }
    const std::string_view cid = fields[kCid];
    if (cid.empty()) return 1;
    int number = 0;
    const auto [end, error] = std::from_chars(cid.data(), cid.data() + cid.size(), number);
    const bool is_number = error == std::errc() && end == cid.data() + cid.size();
    return is_number && number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace sara::commands
