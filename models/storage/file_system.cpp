#include "models/storage/file_system.hpp"

#include "models/storage/digest.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace sara::storage {

namespace {
constexpr std::string_view kTransferName = "transfer";
}  // namespace

FileSystem::FileSystem(Partition meta, Partition user, Partition foat, FileLimits limits,
                       std::function<std::size_t()> reserved)
    : table_(meta), user_(user), foat_(foat), limits_(limits), reserved_(std::move(reserved)) {}

bool FileSystem::folder_is_user(Folder folder) {
    return folder != Folder::Foat && folder != Folder::Transfer;
}

bool FileSystem::share_space(Folder a, Folder b) {
    return a == b || (folder_is_user(a) && folder_is_user(b));
}

void FileSystem::mount() {
    open_.clear();
    table_.mount();
    user_.forget_all();
    foat_.forget_all();
    for (const File& file : table_.files()) area_of(file.folder).take(file.extents);
}

std::size_t FileSystem::capacity(Folder folder) const {
    if (!folder_is_user(folder)) return limits_.foat_bytes;
    return limits_.user_bytes - std::min(limits_.user_bytes, reserved_());
}

std::size_t FileSystem::free_in(Folder folder) const {
    std::size_t used = 0;
    for (const File& file : table_.files()) {
        if (share_space(file.folder, folder)) used += file.size;
    }
    for (const OpenFile& open : open_) {
        if (share_space(open.file().folder, folder)) used += open.claimed();
    }
    const std::size_t all = capacity(folder);
    return all - std::min(all, used);
}

std::size_t FileSystem::user_files() const {
    const auto is_new = [](const OpenFile& open) {
        return folder_is_user(open.file().folder) && open.is_new();
    };
    const auto is_user = [](const File& file) { return folder_is_user(file.folder); };
    return static_cast<std::size_t>(std::ranges::count_if(table_.files(), is_user) +
                                    std::ranges::count_if(open_, is_new));
}

std::vector<std::string> FileSystem::list(Tag tag) const {
    std::vector<std::string> names;
    for (const File& file : table_.files()) {
        if (file.folder == folder_of(tag)) names.push_back(file.name);
    }
    return names;
}

Result<std::size_t, FileError> FileSystem::size(Tag tag, std::string_view name) const {
    const File* file = table_.find(folder_of(tag), name);
    if (file == nullptr) return FileError::NotFound;
    return file->size;
}

Buffer FileSystem::contents(const File& file, std::size_t offset, std::size_t size) const {
    Buffer bytes(size);
    area_of(file.folder).read(file.extents, offset, bytes);
    return bytes;
}

Result<Buffer, FileError> FileSystem::read(Tag tag, std::string_view name) const {
    const File* file = table_.find(folder_of(tag), name);
    if (file == nullptr) return FileError::NotFound;
    return contents(*file, 0, file->size);
}

Result<Buffer, FileError> FileSystem::read(Tag tag, std::string_view name, std::size_t offset,
                                           std::size_t size) const {
    const File* file = table_.find(folder_of(tag), name);
    if (file == nullptr) return FileError::NotFound;
    if (offset >= file->size) return FileError::Range;
    return contents(*file, offset, std::min(size, file->size - offset));
}

Result<void, FileError> FileSystem::remove(Tag tag, std::string_view name) {
    return remove(folder_of(tag), name);
}

Result<void, FileError> FileSystem::remove(Folder folder, std::string_view name) {
    const File* file = table_.find(folder, name);
    if (find_open(folder, name) != nullptr) return FileError::AlreadyOpen;
    if (file == nullptr) return FileError::NotFound;
    const Extents extents = file->extents;
    if (!table_.remove(*file)) return FileError::WriteError;
    area_of(folder).give_back(extents);
    return {};
}

Result<void, FileError> FileSystem::remove_all(Tag tag) {
    const Folder folder = folder_of(tag);
    if (is_open(folder)) return FileError::AlreadyOpen;
    Extents extents;
    for (const File& file : table_.files()) {
        if (file.folder == folder) {
            extents.insert(extents.end(), file.extents.begin(), file.extents.end());
        }
    }
    if (!table_.remove_all(folder)) return FileError::WriteError;
    area_of(folder).give_back(extents);
    return {};
}

Result<void, FileError> FileSystem::erase_user_area() {
    for (const Tag tag : kTags) {
        if (tag == Tag::Foat) continue;
        if (const auto removed = remove_all(tag); !removed) return removed;
    }
    if (!user_.blank_free_blocks()) return FileError::WriteError;
    return {};
}

Result<FileWriter, FileError> FileSystem::open(Tag tag, std::string_view name, WriteMode mode,
                                               std::optional<std::size_t> size) {
    const Folder folder = folder_of(tag);
    if (tag == Tag::Foat) name = kPackageName;
    if (!is_legal_name(name)) return FileError::IllegalName;
    if (find_open(folder, name) != nullptr) return FileError::AlreadyOpen;
    const File* old = table_.find(folder, name);
    if (old == nullptr && folder_is_user(folder) && user_files() >= limits_.files) {
        return FileError::TooManyFiles;
    }
    const bool gives_room = old != nullptr && mode == WriteMode::Overwrite;
    if (size.value_or(0) > free_in(folder) + (gives_room ? old->size : 0)) {
        return FileError::NoSpace;
    }
    return start(folder, name, mode, size);
}

Result<void, FileError> FileSystem::write(Tag tag, std::string_view name, WriteMode mode,
                                          Bytes bytes) {
    auto writer = open(tag, name, mode, bytes.size());
    if (!writer) return writer.error();
    if (const auto appended = writer->append(bytes); !appended) return appended;
    return writer->commit();
}

FileWriter FileSystem::open_transfer() {
    if (const OpenFile* old = find_open(Folder::Transfer, kTransferName)) abandon(old->ticket());
    return start(Folder::Transfer, kTransferName, WriteMode::Overwrite, std::nullopt);
}

std::optional<std::size_t> FileSystem::transfer_size() const {
    const File* file = table_.find(Folder::Transfer, kTransferName);
    return file == nullptr ? std::nullopt : std::optional(file->size);
}

Buffer FileSystem::read_transfer() const {
    const File* file = table_.find(Folder::Transfer, kTransferName);
    return file == nullptr ? Buffer{} : contents(*file, 0, file->size);
}

Result<void, FileError> FileSystem::remove_transfer() {
    return remove(Folder::Transfer, kTransferName);
}

nlohmann::json FileSystem::describe(const File& file) const {
    if (file.sha256.empty()) file.sha256 = to_hex(sha256(contents(file, 0, file.size)));
    return {{"name", file.name}, {"size", file.size}, {"sha256", file.sha256}};
}

nlohmann::json FileSystem::to_json() const {
    nlohmann::json json = nlohmann::json::object();
    for (const Tag tag : kTags) json[std::string(name_of(tag))] = nlohmann::json::array();
    json["transfer"] = nullptr;
    for (const File& file : table_.files()) {
        if (file.folder == Folder::Transfer) {
            json["transfer"] = describe(file);
        } else {
            json[std::string(name_of(kTags[static_cast<std::size_t>(file.folder)]))].push_back(
                describe(file));
        }
    }
    json["free_bytes"] = {{"user", free_bytes(Tag::User)}, {"foat", free_bytes(Tag::Foat)}};
    return json;
}

}  // namespace sara::storage
