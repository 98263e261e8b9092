#include "models/ufota/installation_outcome.hpp"

#include <algorithm>
#include <array>

namespace sara::ufota {

namespace {

using lwm2m::FirmwareResult;

struct CodeRow {
    int code;
    FirmwareResult result;
};

// Codes that are not here say that the update failed.  [firmware-update 2.4, 6]
constexpr auto kCodes = std::to_array<CodeRow>({
    {128, FirmwareResult::Success},
    {148, FirmwareResult::Integrity},    // delta corrupted
    {158, FirmwareResult::PackageType},  // format not recognised
    {168, FirmwareResult::PackageType},  // for other firmware
    {173, FirmwareResult::Integrity},    // signature
    {174, FirmwareResult::PackageType},  // format version
    {180, FirmwareResult::PackageType},  // size
});

}  // namespace

std::optional<FirmwareResult> installation_outcome(const storage::JournalState& journal) {
    const auto& last = journal.last_result;
    if (!last || last->method != storage::UpdateMethod::Ufota) return std::nullopt;
    const auto row = std::ranges::find(kCodes, last->code, &CodeRow::code);
    return row == kCodes.end() ? FirmwareResult::UpdateFailed : row->result;
}

}  // namespace sara::ufota
