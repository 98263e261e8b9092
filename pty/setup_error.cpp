#include "pty/setup_error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace sara::pty {

SetupError SetupError::from_errno(std::string_view where, std::string_view what) {
    const std::error_code reason(errno, std::generic_category());
    return SetupError(fmt::format("{}: cannot {}: {}", where, what, reason.message()));
}

}  // namespace sara::pty
