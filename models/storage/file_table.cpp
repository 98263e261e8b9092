#include "models/storage/file_table.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sara::storage {

namespace {

/// Keys sort by folder, then by number.
std::string prefix_of(Folder folder) {
    return fmt::format("{}:", static_cast<int>(folder));
}

std::string key_of(const File& file) {
    return fmt::format("{}{:08x}", prefix_of(file.folder), file.number);
}

Buffer encode(const File& file, bool is_complete) {
    nlohmann::json places = nlohmann::json::array();
    for (const Extent& extent : file.extents) {
        places.push_back(extent.first);
        places.push_back(extent.count);
    }
    return nlohmann::json::to_cbor({{"number", file.number},
                                    {"folder", static_cast<int>(file.folder)},
                                    {"name", file.name},
                                    {"size", file.size},
                                    {"places", places},
                                    {"complete", is_complete}});
}

/// Nothing for a file whose writing was cut.
std::optional<File> file_from(Bytes bytes) {
    const auto json = nlohmann::json::from_cbor(bytes.begin(), bytes.end(), true, false);
    if (!json.is_object() || !json.value("complete", false)) return std::nullopt;
    File file{.number = json.value("number", 0U),
              .folder = static_cast<Folder>(json.value("folder", 0)),
              .name = json.value("name", ""),
              .size = json.value("size", std::size_t{0}),
              .extents = {},
              .sha256 = {}};
    const auto places = json.value("places", std::vector<std::uint32_t>{});
    for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
        file.extents.push_back({.first = places[i], .count = places[i + 1]});
    }
    return file;
}

}  // namespace

void FileTable::mount() {
    log_.mount();
    files_.clear();
    next_number_ = 1;
    std::vector<std::string> cut;
    log_.for_each("", [&](std::string_view key, Bytes value) {
        if (auto file = file_from(value)) {
            next_number_ = std::max(next_number_, file->number + 1);
            files_.push_back(std::move(*file));
        } else {
            cut.emplace_back(key);
        }
    });
    std::ranges::sort(files_, {}, &File::number);
    for (const std::string& key : cut) {
        if (!log_.erase(key)) break;  // the next mount tries again
    }
}

const File* FileTable::find(Folder folder, std::string_view name) const {
    const auto found = std::ranges::find_if(
        files_, [&](const File& file) { return file.folder == folder && file.name == name; });
    return found == files_.end() ? nullptr : &*found;
}

bool FileTable::store(const File& file, bool is_complete) {
    return log_.set(key_of(file), encode(file, is_complete));
}

bool FileTable::save(File file) {
    if (file.number == 0) file.number = next_number_;
    if (!store(file, true)) return false;
    next_number_ = std::max(next_number_, file.number + 1);
    file.sha256.clear();
    const auto place = std::ranges::lower_bound(files_, file.number, {}, &File::number);
    if (place != files_.end() && place->number == file.number) {
        *place = std::move(file);
    } else {
        files_.insert(place, std::move(file));
    }
    return true;
}

bool FileTable::mark_incomplete(const File& file) {
    return store(file, false);
}

bool FileTable::remove(const File& file) {
    if (!log_.erase(key_of(file))) return false;
    forget(file.number);
    return true;
}

bool FileTable::remove_all(Folder folder) {
    if (!log_.erase_all(prefix_of(folder))) return false;
    std::erase_if(files_, [&](const File& file) { return file.folder == folder; });
    return true;
}

void FileTable::forget(std::uint32_t number) {
    std::erase_if(files_, [&](const File& file) { return file.number == number; });
}

}  // namespace sara::storage
