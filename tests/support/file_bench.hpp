#pragma once

#include "models/storage/file_system.hpp"
#include "tests/support/flash_bench.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace sara::testing {

inline constexpr storage::FileLimits kFileLimits{
    .user_bytes = 1'048'576, .foat_bytes = 8U << 20U, .files = 256};  // [file-system 1]

inline std::unique_ptr<storage::FileSystem> make_files(FlashBench& bench) {
    using storage::Region;
    return std::make_unique<storage::FileSystem>(
        bench.partition(Region::FsMeta), bench.partition(Region::Files),
        bench.partition(Region::Foat), kFileLimits, [] { return std::size_t{0}; });
}

inline Result<void, storage::FileError> add(storage::FileSystem& files, std::string_view name,
                                            std::string_view contents,
                                            storage::Tag tag = storage::Tag::User) {
    return files.write(tag, name, storage::WriteMode::Append, sim::as_bytes(contents));
}

inline std::string text_of(const storage::FileSystem& files, std::string_view name,
                           storage::Tag tag = storage::Tag::User) {
    const auto bytes = files.read(tag, name);
    return bytes ? std::string(sim::as_text(*bytes)) : "(none)";
}

/// A file system on an erased flash.
struct FileSystemBench : FlashBench {
    FileSystemBench() { files->mount(); }
    void power_cycle() { files->mount(); }
    std::unique_ptr<storage::FileSystem> files = make_files(*this);
};

}  // namespace sara::testing
