#include "models/storage/open_file.hpp"

#include <algorithm>
#include <utility>

namespace sara::storage {

OpenFile::OpenFile(std::uint64_t ticket, FileTable& table, BlockArea& area, File file,
                   std::optional<std::size_t> declared)
    : ticket_(ticket), table_(table), area_(area), file_(std::move(file)), declared_(declared) {}

bool OpenFile::begin() {
    if (has_begun_) return true;
    if (!is_new()) {
        if (!table_.mark_incomplete(file_)) return false;
    } else if (const File* old = table_.find(file_.folder, file_.name)) {
        const Extents extents = old->extents;
        if (!table_.remove(*old)) return false;
        area_.give_back(extents);
    }
    has_begun_ = true;
    return true;
}

bool OpenFile::append(Bytes bytes) {
    written_ += bytes.size();
    has_failed_ = !buffer(bytes);
    return !has_failed_;
}

bool OpenFile::buffer(Bytes bytes) {
    const std::size_t used = (file_.size + page_.size()) % kPageBytes;
    if (used != 0) {
        const std::size_t fill = std::min(bytes.size(), kPageBytes - used);
        page_.insert(page_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(fill));
        bytes = bytes.subspan(fill);
        if (used + fill < kPageBytes) return true;
    }
    if (!program(std::exchange(page_, {}))) return false;
    const std::size_t rest = bytes.size() % kPageBytes;
    if (!program(bytes.first(bytes.size() - rest))) return false;
    page_.assign(bytes.end() - static_cast<std::ptrdiff_t>(rest), bytes.end());
    return true;
}

bool OpenFile::program(Bytes bytes) {
    while (!bytes.empty()) {
        if (file_.size == capacity_of(file_.extents) && !area_.grow(file_.extents)) return false;
        const std::size_t size = std::min(bytes.size(), capacity_of(file_.extents) - file_.size);
        if (!area_.program(file_.extents, file_.size, bytes.first(size))) return false;
        file_.size += size;
        bytes = bytes.subspan(size);
    }
    return true;
}

bool OpenFile::commit() {
    const bool is_unchanged = !is_new() && !has_begun_;
    if (is_unchanged) return true;
    // After a failure the rest is missing; what is there stays.  [R4 p198]
    if (!begin()) return false;
    if (!has_failed_ && !program(std::exchange(page_, {}))) has_failed_ = true;
    return table_.save(file_);
}

void OpenFile::abandon() {
    const bool keeps_old = !is_new() && !has_begun_;
    if (keeps_old) return;
    area_.give_back(file_.extents);
    table_.forget(file_.number);
}

}  // namespace sara::storage
