#include "tools/file_bytes.hpp"

#include "sim/trace.hpp"
#include "tools/bad_input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace sara::tools {

namespace {

/// An open file.
class Descriptor {
 public:
    Descriptor(const std::string& path, int flags, mode_t mode = 0)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int number() const { return number_; }
    bool close() { return number_ < 0 || ::close(std::exchange(number_, -1)) == 0; }

 private:
    int number_;
};

[[noreturn]] void complain(const std::string& path, std::string_view what, int error) {
    throw BadInput(fmt::format("{}: {}: {}", path, what, std::generic_category().message(error)));
}

bool write_all(const Descriptor& file, std::span<const std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

/// Something that is no plain file cannot be replaced by one: /dev/stdout, a pipe.
bool must_keep(const std::string& path) {
    struct stat about {};
    return ::stat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode);
}

}  // namespace

std::vector<std::uint8_t> read_file(const std::string& path) {
    const Descriptor file(path, O_RDONLY);
    if (file.number() < 0) complain(path, "cannot be read", errno);
    std::vector<std::uint8_t> bytes;
    std::array<std::uint8_t, 65536> chunk{};
    for (;;) {
        const ssize_t size = ::read(file.number(), chunk.data(), chunk.size());
        if (size == 0) return bytes;
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) complain(path, "cannot be read", errno);
        bytes.insert(bytes.end(), chunk.begin(), chunk.begin() + size);
    }
}

void write_file(const std::string& path, std::span<const std::uint8_t> bytes, Access access) {
    const mode_t mode = access == Access::OwnerOnly ? 0600 : 0666;
    const bool in_place = must_keep(path);
    const std::string written = in_place ? path : path + ".new";
    Descriptor file(written, O_WRONLY | O_CREAT | O_TRUNC, mode);
    if (file.number() < 0) complain(path, "cannot be written", errno);
    const bool done = write_all(file, bytes) && file.close() &&
                      (in_place || std::rename(written.c_str(), path.c_str()) == 0);
    if (done) return;
    const int error = errno;
    if (!in_place) ::unlink(written.c_str());
    complain(path, "cannot be written", error);
}

void write_file(const std::string& path, std::string_view text, Access access) {
    write_file(path, sim::as_bytes(text), access);
}

}  // namespace sara::tools
