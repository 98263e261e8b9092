#pragma once

#include "models/at/command.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace sara::at {

/// One command of a line, not yet looked up.
struct LineCommand {
    enum class Kind : std::uint8_t {
        Basic,     ///< E0, &K3, \Q3: `parameters` are the digits
        Extended,  ///< + and a name
        SParam,    ///< S3=13, S3?
        Broken     ///< no command begins so
    };
    Kind kind = Kind::Broken;
    Form form = Form::Action;
    std::string_view name = {};        ///< in capitals
    std::string_view parameters = {};  ///< of a set or basic command
    bool is_alone = false;             ///< nothing else stands on the line
};

/// A command line taken apart from left to right, one command at a time, since each runs before the
/// next one is looked at.  [at-syntax 1; V.250 5.2]
class CommandLine {
 public:
    /// Takes what stands between `AT` and the terminator.
    void assign(std::string_view body);

    /// Begins again: A/.
    void rewind();

    bool is_at_end() const { return position_ >= text_.size(); }

    /// The next command; there must be one.
    LineCommand next();

    /// From the first quote of the command `next` gave to the last one of the line, spaces and
    /// quotes between them included.  Ends the line.  [at-syntax 1: +ULWM2MWRITE]
    std::string_view take_raw_argument();

    const std::string& body() const { return body_; }

    /// Longer names are nobody's.
    static constexpr std::size_t kMaxName = 24;

 private:
    LineCommand next_extended();
    LineCommand next_basic();
    LineCommand next_sparam();
    LineCommand broken();
    std::string_view rest() const { return std::string_view(text_).substr(position_); }
    std::string_view take_digits();
    std::string_view capitals(std::string_view name);
    bool skip_separator();

    std::string body_;  ///< as it came
    std::string text_;  ///< without spaces outside quotes
    std::size_t position_ = 0;
    std::size_t command_start_ = 0;
    std::array<char, kMaxName> name_{};
};

}  // namespace sara::at
