#include "pty/mapped_medium.hpp"

#include "pty/setup_error.hpp"
#include "sim/expect.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace sara::pty {

namespace {

constexpr mode_t kMode = 0644;

std::size_t size_of(const Descriptor& file, const std::filesystem::path& path) {
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) throw SetupError::from_errno(path.native(), "read it");
    if (!S_ISREG(status.st_mode)) {
        throw SetupError(
            fmt::format("{}: is no regular file; expected the module's flash", path.native()));
    }
    return static_cast<std::size_t>(status.st_size);
}

void expect_size(const std::filesystem::path& path, std::size_t found, std::size_t expected) {
    if (found == expected) return;
    throw SetupError(fmt::format("{}: has {} bytes; expected a flash of {} bytes", path.native(),
                                 found, expected));
}

std::span<std::uint8_t> map(const Descriptor& file, const std::filesystem::path& path,
                            std::size_t size, int sharing) {
    void* const start = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, sharing, file.get(), 0);
    if (start == MAP_FAILED) throw SetupError::from_errno(path.native(), "map it");
    return {static_cast<std::uint8_t*>(start), size};
}

}  // namespace

MappedMedium MappedMedium::open(const std::filesystem::path& path, std::size_t size) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode));
    if (!file) throw SetupError::from_errno(path.native(), "open the flash");
    // Only regular files lock; the size tells, and is looked at before somebody else's file
    // changes.
    std::size_t found = size_of(file, path);
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        throw SetupError(fmt::format("{}: another program uses this flash; expected one of its own",
                                     path.native()));
    }
    const bool virgin = found == 0;
    if (virgin) {
        if (::ftruncate(file.get(), static_cast<off_t>(size)) != 0) {
            throw SetupError::from_errno(path.native(), "make the flash");
        }
        found = size;
    }
    expect_size(path, found, size);
    const std::span bytes = map(file, path, size, MAP_SHARED);
    return {std::move(file), bytes, virgin};
}

MappedMedium MappedMedium::look_into(const std::filesystem::path& path, std::size_t size) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) throw SetupError::from_errno(path.native(), "open the flash");
    expect_size(path, size_of(file, path), size);
    const std::span bytes = map(file, path, size, MAP_PRIVATE);
    return {std::move(file), bytes, false};
}

MappedMedium::MappedMedium(MappedMedium&& other) noexcept
    : file_(std::move(other.file_)),
      bytes_(std::exchange(other.bytes_, {})),
      virgin_(other.virgin_) {}

MappedMedium::~MappedMedium() {
    if (!bytes_.empty()) ::munmap(bytes_.data(), bytes_.size());
}

void MappedMedium::read(std::size_t offset, std::span<std::uint8_t> into) const {
    SARA_EXPECT(offset <= size() && into.size() <= size() - offset, "reads stay within the flash");
    std::ranges::copy(bytes_.subspan(offset, into.size()), into.begin());
}

void MappedMedium::write(std::size_t offset, std::span<const std::uint8_t> bytes) {
    SARA_EXPECT(offset <= size() && bytes.size() <= size() - offset,
                "writes stay within the flash");
    std::ranges::copy(bytes, bytes_.subspan(offset).begin());
}

}  // namespace sara::pty
