#pragma once

#include "models/result.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/firmware_image.hpp"
#include "models/storage/flash.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sara::storage {

/// A region that holds one firmware image.  While it is written it has no header sector, so a cut
/// leaves no valid image ("firmware corrupted").
class FirmwareSlot {
 public:
    explicit FirmwareSlot(Partition partition) : partition_(partition) {}
    FirmwareSlot(const FirmwareSlot&) = delete;
    FirmwareSlot& operator=(const FirmwareSlot&) = delete;

    /// The supply is on: a write that was going on is forgotten.
    void mount() { first_sector_.clear(); }

    Result<ImageHeader, ImageFault> header() const;

    /// The manifest; does not look at the payload.
    Result<ImageInfo, ImageFault> info() const;

    /// The manifest of an image that is what its header says.  Read once a generation of the flash.
    Result<ImageInfo, ImageFault> verify() const;
    bool is_valid() const { return verify().has_value(); }

    /// SHA-256 of everything behind the header, as it is in the flash; nothing without a header.
    std::optional<Sha256> digest() const;

    /// The whole image; empty without a header.
    Buffer read_all() const;

    /// `size` bytes at `offset` of the image.
    Buffer read(std::size_t offset, std::size_t size) const {
        return partition_.read(offset, size);
    }

    std::size_t capacity() const { return partition_.size(); }

    /// Makes the slot invalid: erases the header's sector.  Each of these is false if the flash
    /// fails.
    [[nodiscard]] bool begin_write();

    /// Writes up to 4 KiB as the slot's i-th sector.  Sector 0 waits in memory for `finish`.
    [[nodiscard]] bool write_sector(std::size_t index, Bytes bytes);

    /// Writes sector 0: the slot holds the image.
    [[nodiscard]] bool finish();

    /// All of it: begin_write, every sector, finish.
    [[nodiscard]] bool write(Bytes image);

    /// The digest of what is there now is known to be `digest`: nobody has to read 4 MB again.
    void prime(const Sha256& digest);

    nlohmann::json to_json() const;

 private:
    struct Seen {
        std::uint64_t generation;
        Sha256 digest;
    };

    Partition partition_;
    Buffer first_sector_;
    mutable std::optional<Seen> seen_;
};

/// Sectors an image of that many bytes takes.
constexpr std::size_t sectors_for(std::size_t bytes) {
    return (bytes + kSectorBytes - 1) / kSectorBytes;
}

}  // namespace sara::storage
