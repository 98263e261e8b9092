#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sara::storage {

inline constexpr std::size_t kSectorBytes = 4096;  ///< smallest unit that can be erased
inline constexpr std::size_t kPageBytes = 256;     ///< unit of the programming time

/// What lies where in the module's flash.
enum class Region : std::uint8_t {
    Header,   ///< magic, layout version, type number
    RfCal,    ///< radio calibration of this unit; no update touches it  [firmware-update 8]
    Rot,      ///< state of the RoT chip
    RotFile,  ///< its update file, up to 204,800 B  [security 5]
    Journal,  ///< what the boot ROM has to know  [firmware-update 3.6, 5]
    Nvm,      ///< settings and profiles
    Certs,    ///< +USECMNG's store
    FsMeta,   ///< names, sizes and places of files
    Files,    ///< contents of files, all tags but FOAT
    Foat,     ///< updatePackage.bin and +UFWUPD's package
    Image,    ///< the firmware that runs
    Staging,  ///< a new image is built here before `Image` is touched
    Sms       ///< short messages
};

struct RegionRow {
    Region region;
    std::string_view name;  ///< as in traces and `inspect`
    std::size_t offset;     ///< from the start of the flash, in bytes
    std::size_t size;       ///< in bytes, whole sectors
};

namespace detail {

inline constexpr std::size_t kKiB = 1024;
inline constexpr std::size_t kMiB = 1024 * kKiB;

/// Lays regions one behind the other.
template <std::size_t N>
constexpr std::array<RegionRow, N> laid_out(std::array<RegionRow, N> rows) {
    std::size_t offset = 0;
    for (RegionRow& row : rows) {
        row.offset = offset;
        offset += row.size;
    }
    return rows;
}

}  // namespace detail

// Sizes are ours [assumed], but: Files holds 1 MiB of user data whatever the 256 files' last blocks
// waste [R03 8], Foat holds two packages of 8 MiB [file-system 1], a slot holds an image of 8 MiB.
// clang-format off
inline constexpr auto kFlashMap = detail::laid_out(std::to_array<RegionRow>({
    // region          name        offset  size
    {Region::Header,  "header",    0,      4 * detail::kKiB},
    {Region::RfCal,   "rf_cal",    0,     16 * detail::kKiB},
    {Region::Rot,     "rot",       0,      8 * detail::kKiB},
    {Region::RotFile, "rot_file",  0,    200 * detail::kKiB},
    {Region::Journal, "journal",   0,     16 * detail::kKiB},
    {Region::Nvm,     "nvm",       0,    128 * detail::kKiB},
    {Region::Certs,   "certs",     0,    512 * detail::kKiB},
    {Region::FsMeta,  "fs_meta",   0,    512 * detail::kKiB},
    {Region::Files,   "files",     0,      4 * detail::kMiB},
    {Region::Foat,    "foat",      0,     17 * detail::kMiB},
    {Region::Image,   "image",     0,      8 * detail::kMiB},
    {Region::Staging, "staging",   0,      8 * detail::kMiB},
    {Region::Sms,     "sms",       0,     64 * detail::kKiB},
}));
// clang-format on

inline constexpr std::size_t kFlashBytes = kFlashMap.back().offset + kFlashMap.back().size;

constexpr const RegionRow& row_of(Region region) {
    return kFlashMap[static_cast<std::size_t>(region)];
}

/// The region a byte lies in; `offset` is below kFlashBytes.
constexpr const RegionRow& region_at(std::size_t offset) {
    std::size_t index = kFlashMap.size() - 1;
    while (kFlashMap[index].offset > offset) --index;
    return kFlashMap[index];
}

namespace detail {

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < kFlashMap.size(); ++i) {
        if (kFlashMap[i].region != static_cast<Region>(i)) return false;
        if (kFlashMap[i].size == 0 || kFlashMap[i].size % kSectorBytes != 0) return false;
    }
    return true;
}

}  // namespace detail
static_assert(detail::is_in_order(), "a region's row is its number, a region is whole sectors");

}  // namespace sara::storage
