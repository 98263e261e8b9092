#include "models/internet/receiving_file.hpp"

#include "models/storage/digest.hpp"

#include <utility>

namespace sara::internet {

using storage::FileError;
using storage::Tag;

Result<ReceivingFile, FileError> ReceivingFile::package(storage::Storage& storage,
                                                        std::optional<std::size_t> size) {
    const auto removed = storage.files.remove(Tag::Foat, storage::kPackageName);
    if (removed.has_error() && removed.error() != FileError::NotFound) return removed.error();
    auto opened =
        storage.files.open(Tag::Foat, storage::kPackageName, storage::WriteMode::Overwrite, size);
    storage.flash().take_cost();
    if (opened.has_error()) return opened.error();
    return ReceivingFile(storage, std::move(*opened));
}

Result<ReceivingFile, FileError> ReceivingFile::rest_of_package(storage::Storage& storage,
                                                                std::optional<std::size_t> rest) {
    auto opened =
        storage.files.open(Tag::Foat, storage::kPackageName, storage::WriteMode::Append, rest);
    if (opened.has_error()) return opened.error();
    return ReceivingFile(storage, std::move(*opened));
}

Result<ReceivingFile, FileError> ReceivingFile::user_file(storage::Storage& storage,
                                                          std::string_view name,
                                                          storage::WriteMode mode) {
    auto opened = storage.files.open(Tag::User, name, mode);
    if (opened.has_error()) return opened.error();
    return ReceivingFile(storage, std::move(*opened));
}

Result<void, FileError> ReceivingFile::append(sim::Bytes bytes) {
    auto appended = writer_.append(bytes);
    storage_->flash().take_cost();
    return appended;
}

Result<void, FileError> ReceivingFile::finish() {
    auto committed = writer_.commit();
    storage_->flash().take_cost();
    return committed;
}

Result<std::string, FileError> package_md5(const storage::Storage& storage) {
    const auto package = storage.files.read(Tag::Foat, storage::kPackageName);
    if (package.has_error()) return package.error();
    return storage::md5_text(*package);
}

}  // namespace sara::internet
