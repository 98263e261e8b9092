#pragma once

#include "models/internet/receiving_file.hpp"
#include "models/result.hpp"
#include "models/storage/storage.hpp"
#include "sim/trace.hpp"

#include <cstddef>
#include <optional>

namespace sara::ufota {

/// The package in the FOAT area while it comes.  What came is lost with the supply unless it was
/// kept: that is why a download begins anew after a power loss, and goes on after +COPS=2 and a
/// reboot.  [firmware-update 2.5]
class PartialPackage {
 public:
    using Done = Result<void, storage::FileError>;

    explicit PartialPackage(storage::Storage& storage) : storage_(storage) {}

    /// Bytes that are here: the offset at which the rest begins.
    std::size_t size() const;

    /// The rest of a package of `total` bytes comes now, behind what is here.
    Done go_on(std::optional<std::size_t> total);

    Done append(sim::Bytes bytes);

    /// Makes what came permanent: kept over a power loss, or the whole package.
    Done keep();

    /// Deletes what came.
    void drop();

 private:
    storage::Storage& storage_;
    std::size_t kept_ = 0;  ///< of an open file, what was there before
    std::optional<internet::ReceivingFile> file_;
};

}  // namespace sara::ufota
