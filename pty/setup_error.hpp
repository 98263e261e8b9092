#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace sara::pty {

/// The host machine refuses what a run needs.  The text is one line: where, what, what was
/// expected.
class SetupError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;

    /// "<where>: cannot <what>: <reason of the system call that just failed>"
    static SetupError from_errno(std::string_view where, std::string_view what);
};

}  // namespace sara::pty
