#pragma once

#include "models/result.hpp"
#include "models/storage/block_area.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/file_table.hpp"
#include "models/storage/file_types.hpp"
#include "models/storage/file_writer.hpp"
#include "models/storage/open_file.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::storage {

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
    std::size_t free_bytes(Tag tag) const { return free_in(folder_of(tag)); }

    Result<std::size_t, FileError> size(Tag tag, std::string_view name) const;

    /// The whole file.
    Result<Buffer, FileError> read(Tag tag, std::string_view name) const;

    /// Up to `size` bytes from `offset`, fewer at the end of the file.  Range if nothing is there.
    Result<Buffer, FileError> read(Tag tag, std::string_view name, std::size_t offset,
                                   std::size_t size) const;

    /// Errors: NotFound, AlreadyOpen, WriteError.
    Result<void, FileError> remove(Tag tag, std::string_view name);

    /// Removes every file of a tag, all at once.
    Result<void, FileError> remove_all(Tag tag);

    /// Removes every file but FOAT's and erases the sectors: +UFACTORY=1,0.
    Result<void, FileError> erase_user_area();

    /// Starts writing.  `size` is what will come at most, if the writer knows.  In FOAT the name is
    /// kPackageName, whatever is given.
    /// Errors: IllegalName, AlreadyOpen, TooManyFiles, NoSpace.
    Result<FileWriter, FileError> open(Tag tag, std::string_view name, WriteMode mode,
                                       std::optional<std::size_t> size = std::nullopt);

    /// Writes a file in one go.
    Result<void, FileError> write(Tag tag, std::string_view name, WriteMode mode, Bytes bytes);

    /// +UFWUPD's package, replaced by each transfer.  [firmware-update 1, 3.6]
    FileWriter open_transfer();
    std::optional<std::size_t> transfer_size() const;
    Buffer read_transfer() const;
    Result<void, FileError> remove_transfer();

    nlohmann::json to_json() const;

 private:
    friend class FileWriter;

    BlockArea& area_of(Folder folder) { return folder_is_user(folder) ? user_ : foat_; }
    const BlockArea& area_of(Folder folder) const { return folder_is_user(folder) ? user_ : foat_; }
    static bool folder_is_user(Folder folder);
    static bool share_space(Folder a, Folder b);
    std::size_t capacity(Folder folder) const;
    std::size_t free_in(Folder folder) const;
    std::size_t user_files() const;
    OpenFile* find_open(std::uint64_t ticket);
    const OpenFile* find_open(Folder folder, std::string_view name) const;
    bool is_open(Folder folder) const;
    FileWriter start(Folder folder, std::string_view name, WriteMode mode,
                     std::optional<std::size_t> size);
    Result<void, FileError> remove(Folder folder, std::string_view name);
    Buffer contents(const File& file, std::size_t offset, std::size_t size) const;
    nlohmann::json describe(const File& file) const;

    Result<void, FileError> append(std::uint64_t ticket, Bytes bytes);
    std::size_t written(std::uint64_t ticket);
    Result<void, FileError> commit(std::uint64_t ticket);
    void abandon(std::uint64_t ticket);
    void close(std::uint64_t ticket);

    FileTable table_;
    BlockArea user_;
    BlockArea foat_;
    FileLimits limits_;
    std::function<std::size_t()> reserved_;
    std::list<OpenFile> open_;
    std::uint64_t next_ticket_ = 1;
};

}  // namespace sara::storage
