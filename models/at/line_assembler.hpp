#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sara::at {

/// The editing characters in force.  [at-syntax 2]
struct LineCharacters {
    std::uint8_t terminator = 13;  ///< S3
    std::uint8_t backspace = 8;    ///< S5
};

/// Puts command lines together from single bytes: finds `AT` or `A/`, obeys the backspace, counts.
/// [at-syntax 1]
class LineAssembler {
 public:
    enum class Event : std::uint8_t {
        Byte,     ///< taken; a host in echo mode sees it again
        Deleted,  ///< a backspace that took the byte before it away
        Nothing,  ///< a backspace with nothing before it: not even echoed
        Empty,    ///< a terminator without a command line: nothing is answered
        Line,     ///< a command line is complete: see `line`
        TooLong,  ///< complete, but beyond kMaxLine
        Repeat    ///< `A/`
    };

    Event on_byte(std::uint8_t byte, const LineCharacters& characters);

    /// What stood between `AT` and the terminator.  Valid until the next byte.
    const std::string& line() const { return line_; }

    /// Of a whole line, `AT` and terminator included.  [R4 1.1.5]
    static constexpr std::size_t kMaxLine = 1024;

 private:
    enum class Stage : std::uint8_t { Searching, SawA, InLine, Overflowed };
    Event terminate();
    Event take(std::uint8_t byte);
    Event erase_one();

    Stage stage_ = Stage::Searching;
    std::string line_;
};

}  // namespace sara::at
