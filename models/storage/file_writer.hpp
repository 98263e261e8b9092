#pragma once

#include "models/result.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/file_types.hpp"

#include <cstddef>
#include <cstdint>

namespace sara::storage {

class FileSystem;

/// What a write does with a file that is there.
enum class WriteMode : std::uint8_t {
    Append,    ///< +UDWNFILE  [R4 p198]
    Overwrite  ///< downloads by FTP and HTTP  [file-system 1.2]
};

/// A file being written: bytes come over time and go to the flash page by page.  Nothing is
/// permanent before `commit`: if the power goes after the first byte, the whole file is gone, the
/// part that was there before too [R4 p198].  Destroying a Writer does the same and touches no
/// flash; after the FileSystem mounted anew it does nothing.
class FileWriter {
 public:
    FileWriter(FileWriter&& other) noexcept;
    FileWriter& operator=(FileWriter&& other) noexcept;
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;
    ~FileWriter();

    /// Errors: NoSpace beyond the declared size or the free space, of `bytes` nothing is taken
    /// then; WriteError.  What came before an error can still be committed.
    Result<void, FileError> append(Bytes bytes);

    /// Bytes taken so far.
    std::size_t written() const;

    /// Makes what came permanent, also after a time-out.  The writer is finished.
    Result<void, FileError> commit();

    /// Gives the file up, as destroying the writer does.
    void discard();

 private:
    friend class FileSystem;
    FileWriter(FileSystem& files, std::uint64_t ticket) : files_(&files), ticket_(ticket) {}

    FileSystem* files_;
    std::uint64_t ticket_;  ///< of the open file; 0 once finished
};

}  // namespace sara::storage
