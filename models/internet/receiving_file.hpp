#pragma once

#include "models/result.hpp"
#include "models/storage/storage.hpp"
#include "sim/trace.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sara::internet {

/// A file that comes over the network.  It is no file before `finish`: destroying this drops what
/// came.  The flash writes while the next packets travel, so its time costs nobody anything.
class ReceivingFile {
 public:
    /// The firmware package.  One that was there is deleted first, so that a failure leaves none.
    /// `size` is its length, if known.  Errors: as FileSystem::open and remove.
    static Result<ReceivingFile, storage::FileError> package(storage::Storage& storage,
                                                             std::optional<std::size_t> size);

    /// The same behind what is there of it; `rest`: how much is missing, if known.
    static Result<ReceivingFile, storage::FileError> rest_of_package(
        storage::Storage& storage, std::optional<std::size_t> rest);

    /// A file of the user.  [file-system 1.2]
    static Result<ReceivingFile, storage::FileError> user_file(storage::Storage& storage,
                                                               std::string_view name,
                                                               storage::WriteMode mode);

    Result<void, storage::FileError> append(sim::Bytes bytes);

    /// Bytes that came.
    std::size_t written() const { return writer_.written(); }

    /// Makes it a file.
    Result<void, storage::FileError> finish();

 private:
    ReceivingFile(storage::Storage& storage, storage::FileWriter writer)
        : storage_(&storage), writer_(std::move(writer)) {}

    storage::Storage* storage_;
    storage::FileWriter writer_;
};

/// The checksum that +UUFTPCR and +UUHTTPCR report of the package that is there.
Result<std::string, storage::FileError> package_md5(const storage::Storage& storage);

}  // namespace sara::internet
