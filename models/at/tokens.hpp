#pragma once

#include <cstdint>
#include <string_view>

namespace sara::at {

/// One position of a parameter list, not yet checked.
struct Token {
    enum class Kind : std::uint8_t {
        Empty,   ///< nothing between the commas
        Bare,    ///< not in quotes
        Quoted,  ///< `text` is what stands between the quotes
        Broken   ///< a quote is missing or something follows it
    };
    Kind kind = Kind::Empty;
    std::string_view text;
};

/// Walks the positions of a parameter list: commas outside quotes separate.  The text has no spaces
/// outside quotes.  [at-syntax 1]
class Tokens {
 public:
    explicit Tokens(std::string_view list) : rest_(list) {}

    bool is_at_end() const { return is_at_end_; }

    /// The next position; Empty beyond the end.
    Token next();

 private:
    std::string_view rest_;
    bool is_at_end_ = false;
};

/// Where a list's first character outside quotes that is `character` stands; npos if none does.
std::size_t find_unquoted(std::string_view text, char character);

}  // namespace sara::at
