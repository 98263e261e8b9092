#include "tools/raw_input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sara::tools {

namespace {

bool is_regular_file(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

RawInput::RawInput()
    : flags_(::fcntl(STDIN_FILENO, F_GETFL)),
      is_terminal_(::tcgetattr(STDIN_FILENO, &settings_) == 0),
      is_file_(is_regular_file(STDIN_FILENO)) {
    if (!is_terminal_) return;
    termios raw = settings_;
    ::cfmakeraw(&raw);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

RawInput::~RawInput() {
    if (is_terminal_) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &settings_);
    if (flags_ >= 0) ::fcntl(STDIN_FILENO, F_SETFL, flags_);
}

}  // namespace sara::tools
