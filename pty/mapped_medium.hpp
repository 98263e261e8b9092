#pragma once

#include "pty/descriptor.hpp"
#include "sim/medium.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace sara::pty {

/// The module's flash as one file, mapped into memory: what is written is the file's content at
/// that instant, so killing the program is a power cut and nothing else.  The file is sparse: it
/// takes as much room as was ever written.
class MappedMedium final : public sim::Medium {
 public:
    /// Opens `path`, which must have `size` bytes, or makes it, all zero, if it is absent or empty.
    /// Nobody else may have it open: throws SetupError, as for a file that cannot be used.
    static MappedMedium open(const std::filesystem::path& path, std::size_t size);

    /// Looks into an existing file of `size` bytes, even one that a running program uses.  What is
    /// written stays in this object and never reaches the file.
    static MappedMedium look_into(const std::filesystem::path& path, std::size_t size);

    MappedMedium(MappedMedium&& other) noexcept;
    MappedMedium& operator=(MappedMedium&&) = delete;
    ~MappedMedium() override;

    /// True if open() made the file just now.
    bool is_virgin() const { return virgin_; }

    std::size_t size() const override { return bytes_.size(); }
    void read(std::size_t offset, std::span<std::uint8_t> into) const override;
    void write(std::size_t offset, std::span<const std::uint8_t> bytes) override;

 private:
    MappedMedium(Descriptor file, std::span<std::uint8_t> bytes, bool virgin)
        : file_(std::move(file)), bytes_(bytes), virgin_(virgin) {}

    Descriptor file_;  ///< holds the lock
    std::span<std::uint8_t> bytes_;
    bool virgin_ = false;
};

}  // namespace sara::pty
