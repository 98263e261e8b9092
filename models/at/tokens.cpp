#include "models/at/tokens.hpp"

namespace sara::at {

std::size_t find_unquoted(std::string_view text, char character) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (text[i] == character && !quoted) return i;
    }
    return std::string_view::npos;
}

Token Tokens::next() {
    if (is_at_end_) return {};
    const std::size_t comma = find_unquoted(rest_, ',');
    const std::string_view item = rest_.substr(0, comma);
    is_at_end_ = comma == std::string_view::npos;
    rest_ = is_at_end_ ? std::string_view() : rest_.substr(comma + 1);
    if (item.empty()) return {};
    if (item.front() != '"') {
        const bool broken = item.find('"') != std::string_view::npos;
        return {broken ? Token::Kind::Broken : Token::Kind::Bare, item};
    }
    const std::string_view inner = item.substr(1);
    const std::size_t closing = inner.find('"');
    const bool ends_it = closing != inner.npos && closing + 1 == inner.size();
    if (!ends_it) return {Token::Kind::Broken, item};
    return {Token::Kind::Quoted, inner.substr(0, closing)};
}

}  // namespace sara::at
