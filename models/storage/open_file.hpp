#pragma once

#include "models/storage/block_area.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/file_table.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sara::storage {

/// A file on its way into the flash, behind a FileWriter.  At most a page waits in memory.
class OpenFile {
 public:
    /// `file` is the one that grows, or a new one with number 0 that takes the place of the one
    /// of its name, if there is any.  `declared`: most bytes that may come.
    OpenFile(std::uint64_t ticket, FileTable& table, BlockArea& area, File file,
             std::optional<std::size_t> declared);

    std::uint64_t ticket() const { return ticket_; }
    const File& file() const { return file_; }
    bool is_new() const { return file_.number == 0; }

    /// Bytes taken so far, and the space they and the declared ones need.
    std::size_t written() const { return written_; }
    std::size_t claimed() const { return declared_.value_or(written_); }
    std::optional<std::size_t> declared() const { return declared_; }

    /// A write failed: bytes are missing, so no more can follow.
    bool has_failed() const { return has_failed_; }

    /// The first byte came: what was there before survives only if this write is committed.
    /// Each of these is false if the flash fails.
    [[nodiscard]] bool begin();
    [[nodiscard]] bool append(Bytes bytes);

    /// Makes everything that reached the flash permanent.
    [[nodiscard]] bool commit();

    /// Gives the blocks back, in memory only.
    void abandon();

 private:
    bool buffer(Bytes bytes);
    bool program(Bytes bytes);

    std::uint64_t ticket_;
    FileTable& table_;
    BlockArea& area_;
    File file_;    ///< its size is what reached the flash
    Buffer page_;  ///< came, not yet in the flash
    std::size_t written_ = 0;
    std::optional<std::size_t> declared_;
    bool has_begun_ = false;
    bool has_failed_ = false;
};

}  // namespace sara::storage
