#include "pty/link.hpp"

#include "pty/setup_error.hpp"

#include <fmt/format.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>

namespace sara::pty {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kTerminals = "/dev/pts/";

/// FNV-1a: a path of any length as a name of fixed length.
std::uint64_t digest(std::string_view text) {
    std::uint64_t value = 0xcbf29ce484222325;
    for (const char letter : text) {
        value = (value ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3;
    }
    return value;
}

/// The socket whose name stands for `path`; empty if another program has it.
Descriptor lock_name(const fs::path& path) {
    const fs::path folder = fs::weakly_canonical(fs::absolute(path).parent_path());
    const std::string name =
        fmt::format("r5sim-link-{:016x}", digest((folder / path.filename()).native()));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(&address.sun_path[1], name.data(), name.size());  // a leading 0: abstract
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    Descriptor lock(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (::bind(lock.get(), reinterpret_cast<const sockaddr*>(&address), length) != 0) return {};
    return lock;
}

bool is_stale_link(const fs::path& path) {
    std::error_code failed;
    const fs::path target = fs::read_symlink(path, failed);
    return !failed && target.native().starts_with(kTerminals);
}

}  // namespace

Link::Link(fs::path path, fs::path target) : path_(std::move(path)), target_(std::move(target)) {
    lock_ = lock_name(path_);
    if (!lock_) {
        throw SetupError(fmt::format(
            "{}: another r5sim serves this link; expected a path of its own", path_.native()));
    }
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(path_, ignored)) && !is_stale_link(path_)) {
        throw SetupError(fmt::format(
            "{}: is there and is no link of r5sim; expected a free path or a link to a terminal",
            path_.native()));
    }
    // A link under another name, then renamed: at no instant is the path missing or half made.
    const fs::path fresh = path_.native() + fmt::format(".{}", ::getpid());
    if (::symlink(target_.c_str(), fresh.c_str()) != 0) {
        throw SetupError::from_errno(path_.native(), "make the link");
    }
    if (::rename(fresh.c_str(), path_.c_str()) != 0) {
        const int why = errno;
        ::unlink(fresh.c_str());
        errno = why;
        throw SetupError::from_errno(path_.native(), "make the link");
    }
}

Link::~Link() {
    std::error_code failed;
    if (fs::read_symlink(path_, failed) == target_ && !failed) fs::remove(path_, failed);
}

}  // namespace sara::pty
