// The half of FileSystem that a FileWriter speaks to.

#include "models/storage/file_system.hpp"
#include "sim/expect.hpp"

#include <algorithm>

namespace sara::storage {

OpenFile* FileSystem::find_open(std::uint64_t ticket) {
    const auto found = std::ranges::find(open_, ticket, &OpenFile::ticket);
    return found == open_.end() ? nullptr : &*found;
}

const OpenFile* FileSystem::find_open(Folder folder, std::string_view name) const {
    const auto found = std::ranges::find_if(open_, [&](const OpenFile& open) {
        return open.file().folder == folder && open.file().name == name;
    });
    return found == open_.end() ? nullptr : &*found;
}

bool FileSystem::is_open(Folder folder) const {
    return std::ranges::any_of(open_,
                               [&](const OpenFile& open) { return open.file().folder == folder; });
}

FileWriter FileSystem::start(Folder folder, std::string_view name, WriteMode mode,
                             std::optional<std::size_t> size) {
    File file;
    const File* old = table_.find(folder, name);
    if (old != nullptr && mode == WriteMode::Append) {
        file = *old;
    } else {
        file.folder = folder;
        file.name = name;
    }
    const std::uint64_t ticket = next_ticket_++;
    open_.emplace_back(ticket, table_, area_of(folder), std::move(file), size);
    return {*this, ticket};
}

Result<void, FileError> FileSystem::append(std::uint64_t ticket, Bytes bytes) {
    OpenFile* open = find_open(ticket);
    SARA_EXPECT(open != nullptr, "bytes come before the writer is finished");
    if (bytes.empty()) return {};
    if (open->has_failed() || !open->begin()) return FileError::WriteError;
    const std::size_t room =
        open->declared() ? *open->declared() - open->written() : free_in(open->file().folder);
    if (bytes.size() > room) return FileError::NoSpace;
    if (!open->append(bytes)) return FileError::WriteError;
    return {};
}

std::size_t FileSystem::written(std::uint64_t ticket) {
    const OpenFile* open = find_open(ticket);
    return open == nullptr ? 0 : open->written();
}

Result<void, FileError> FileSystem::commit(std::uint64_t ticket) {
    OpenFile* open = find_open(ticket);
    SARA_EXPECT(open != nullptr, "a writer is committed once");
    const bool had_failed = open->has_failed();  // and whoever appended was told
    const bool is_saved = open->commit();
    const bool lacks_last_page = open->has_failed() && !had_failed;
    if (!is_saved) open->abandon();
    close(ticket);
    if (!is_saved || lacks_last_page) return FileError::WriteError;
    return {};
}

void FileSystem::abandon(std::uint64_t ticket) {
    OpenFile* open = find_open(ticket);
    if (open == nullptr) return;
    open->abandon();
    close(ticket);
}

void FileSystem::close(std::uint64_t ticket) {
    std::erase_if(open_, [&](const OpenFile& open) { return open.ticket() == ticket; });
}

}  // namespace sara::storage
