#pragma once

#include <termios.h>

namespace sara::tools {

/// Standard input without the kernel's line editing, put back as it was at the end.
class RawInput {
 public:
    RawInput();
    ~RawInput();
    RawInput(const RawInput&) = delete;
    RawInput& operator=(const RawInput&) = delete;

    bool is_terminal() const { return is_terminal_; }

    /// A regular file: always readable, and nothing that can be waited for.
    bool is_file() const { return is_file_; }

 private:
    termios settings_{};  ///< as found
    int flags_;           ///< as found: an event loop makes the descriptor non-blocking
    bool is_terminal_;
    bool is_file_;
};

}  // namespace sara::tools
