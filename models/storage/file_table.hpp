#pragma once

#include "models/storage/block_area.hpp"
#include "models/storage/file_types.hpp"
#include "models/storage/record_log.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sara::storage {

/// Name spaces: the tags, in their order, and one that no host sees.
enum class Folder : std::uint8_t { User, Foat, Xlwm2m, Profile, Gnss, Transfer };

constexpr Folder folder_of(Tag tag) {
    return static_cast<Folder>(tag);
}
static_assert(folder_of(Tag::Gnss) == Folder::Gnss);

/// A file that is there.
struct File {
    std::uint32_t number = 0;  ///< in the order of creation, from 1
    Folder folder = Folder::User;
    std::string name;
    std::size_t size = 0;
    Extents extents;
    mutable std::string sha256;  ///< of the contents, once somebody asked
};

/// Names, sizes and places of files: in memory, and in the flash as one record a file.
class FileTable {
 public:
    explicit FileTable(Partition partition) : log_(partition) {}

    /// Reads what is there; files whose writing was cut are removed.
    void mount();

    /// In order of creation.
    const std::vector<File>& files() const { return files_; }
    const File* find(Folder folder, std::string_view name) const;

    /// Adds or replaces a file; one with number 0 gets the next.  False: the flash fails.
    [[nodiscard]] bool save(File file);

    /// The file is being written: from now until `save`, `mount` removes it.
    [[nodiscard]] bool mark_incomplete(const File& file);

    [[nodiscard]] bool remove(const File& file);

    /// Removes a folder's files, all at once.
    [[nodiscard]] bool remove_all(Folder folder);

    /// Drops the file from memory only.
    void forget(std::uint32_t number);

 private:
    [[nodiscard]] bool store(const File& file, bool is_complete);

    RecordLog log_;
    std::vector<File> files_;
    std::uint32_t next_number_ = 1;
};

}  // namespace sara::storage
