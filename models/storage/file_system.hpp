#pragma once

#include "models/result.hpp"
#include "models/storage/block_area.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/file_types.hpp"
#include "models/storage/record_log.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::storage {

class FileSystem;

/// What a write does with a file that is there.
enum class WriteMode : std::uint8_t {
    Append,    ///< +UDWNFILE  [R4 p198]
    Overwrite  ///< downloads by FTP and HTTP  [file-system 1.2]
};

/// A file being written: bytes come over time and go to the flash page by page.  Nothing is
/// permanent before `commit`: if the power goes first, the whole file is gone, the part that was
/// there before too [R4 p198].  Destroying a Writer has the same effect and touches no flash.
class FileWriter {
 public:
    FileWriter(FileWriter&& other) noexcept;
    FileWriter& operator=(FileWriter&& other) noexcept;
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;
    ~FileWriter();

    /// Errors: NoSpace beyond the declared size or the area, WriteError.  What came before an
    /// error can still be committed.
    Result<void, FileError> append(Bytes bytes);

    /// Bytes appended so far.
    std::size_t written() const;

    /// Makes what came permanent, also after a time-out.  The writer is finished.
    Result<void, FileError> commit();

    /// Gives the file up and removes it.
    void discard();

 private:
    friend class FileSystem;
    FileWriter(FileSystem& files, std::uint64_t ticket) : files_(&files), ticket_(ticket) {}

    FileSystem* files_;
    std::uint64_t ticket_;  ///< of the open file; 0 once finished
};

/// What a file system may hold.  [products::Profile]
struct FileLimits {
    std::size_t user_bytes = 0;
    std::size_t foat_bytes = 0;
    std::size_t files = 0;  ///< in all tags but FOAT
};

/// The module's flat file system: USER and its sister tags share one space, FOAT has its own with
/// one package.  +UFWUPD's package lies beside it, with its own space, and no host sees it.
/// [file-system 1]
class FileSystem {
 public:
    /// `reserved` says how much of the user space the RoT update file takes now.  [security 5]
    FileSystem(Partition meta, Partition user, Partition foat, FileLimits limits,
               std::function<std::size_t()> reserved);
    FileSystem(const FileSystem&) = delete;
    FileSystem& operator=(const FileSystem&) = delete;

    /// Reads what is there; removes files whose writing was cut.
    void mount();

    /// Names in order of creation.
    std::vector<std::string> list(Tag tag) const;

    /// Bytes that can still be written there; what open writers declared is gone already.
    std::size_t free_bytes(Tag tag) const;

    Result<std::size_t, FileError> size(Tag tag, std::string_view name) const;

    /// The whole file.
    Result<Buffer, FileError> read(Tag tag, std::string_view name) const;

    /// Up to `size` bytes from `offset`, fewer at the end of the file.
    Result<Buffer, FileError> read(Tag tag, std::string_view name, std::size_t offset,
                                   std::size_t size) const;

    Result<void, FileError> remove(Tag tag, std::string_view name);

    /// Removes every file of a tag, all at once.
    Result<void, FileError> remove_all(Tag tag);

    /// Removes every file but FOAT's and erases the sectors: +UFACTORY=1,0.
    Result<void, FileError> erase_user_area();

    /// Starts writing.  `size` is what will come at most, if the writer knows.  In FOAT the name is
    /// kPackageName, whatever is given.
    /// Errors: IllegalName, NoSpace, TooManyFiles, AlreadyOpen.
    Result<FileWriter, FileError> open(Tag tag, std::string_view name, WriteMode mode,
                                       std::optional<std::size_t> size = std::nullopt);

    /// Writes a file in one go.
    Result<void, FileError> write(Tag tag, std::string_view name, WriteMode mode, Bytes bytes);

    /// +UFWUPD's package, replaced by each transfer.  [firmware-update 1, 3.6]
    FileWriter open_transfer();
    std::optional<std::size_t> transfer_size() const;
    Buffer read_transfer() const;
    bool remove_transfer();

    nlohmann::json to_json() const;

 private:
    friend class FileWriter;

    /// Spaces that are accounted for by themselves.
    enum class Space : std::uint8_t { User, Foat, Transfer };

    struct File {
        std::string key;  ///< in the metadata: tag letter and number
        Space space = Space::User;
        Tag tag = Tag::User;
        std::string name;
        std::size_t size = 0;
        Extents extents;
    };
    struct Open {
        std::uint64_t ticket = 0;
        WriteMode mode = WriteMode::Append;
        File file;                 ///< as it will be
        std::string replaces;      ///< key of the file that is there, or empty
        std::size_t start = 0;     ///< bytes that were there before
        std::size_t declared = 0;  ///< most bytes that may come
        bool is_declared = false;
        bool is_marked = false;  ///< the metadata know that the old file is being written
        Buffer page;             ///< came, not yet in the flash
    };

    BlockArea& area_of(Space space);
    const BlockArea& area_of(Space space) const;
    std::size_t capacity(Space space) const;
    std::size_t used(Space space) const;
    std::size_t free_in(Space space) const;
    const File* find(Space space, Tag tag, std::string_view name) const;
    Open* find_open(std::uint64_t ticket);
    bool is_open(Space space, Tag tag, std::string_view name) const;
    FileWriter start(File file, WriteMode mode, std::optional<std::size_t> size);
    Buffer contents(const File& file, std::size_t offset, std::size_t size) const;
    bool drop(std::string_view key);
    bool save(const File& file, bool is_complete);
    bool mark(Open& open);
    bool put(Open& open, Bytes bytes);
    bool flush(Open& open, Bytes bytes);

    Result<void, FileError> append(std::uint64_t ticket, Bytes bytes);
    Result<void, FileError> commit(std::uint64_t ticket);
    void abandon(std::uint64_t ticket);

    RecordLog meta_;
    BlockArea user_;
    BlockArea foat_;
    FileLimits limits_;
    std::function<std::size_t()> reserved_;
    std::vector<File> files_;  ///< in order of creation
    std::list<Open> open_;
    std::uint32_t next_number_ = 1;
    std::uint64_t next_ticket_ = 1;
};

}  // namespace sara::storage
