#include "models/ufota/fault.hpp"

#include <algorithm>
#include <array>

namespace sara::ufota {

namespace {

using lwm2m::FirmwareResult;

// Which detail goes with which result is [assumed]; that an update which the host does not want
// counts as failed, too: OMA has no value of its own for it.
// clang-format off
constexpr auto kFaults = std::to_array<FaultRow>({              // [firmware-update 2.3, 2.4]
    // fault                detail  /5/0/5
    {Fault::Cancelled,      100,    FirmwareResult::UpdateFailed},    // R03 3.3
    {Fault::Rejected,       100,    FirmwareResult::UpdateFailed},    // R03 3.4
    {Fault::NoMemory,       101,    FirmwareResult::FlashFull},       // R4 p175
    {Fault::NoRam,          101,    FirmwareResult::OutOfRam},
    {Fault::NetworkError,   102,    FirmwareResult::ConnectionLost},  // R4 p175
    {Fault::Integrity,      103,    FirmwareResult::Integrity},
    {Fault::PackageType,    103,    FirmwareResult::PackageType},
    {Fault::BadUrl,         104,    FirmwareResult::InvalidUri},      // R4 p175
    {Fault::Protocol,       104,    FirmwareResult::Protocol},
    {Fault::ConnectionLost, 105,    FirmwareResult::ConnectionLost},  // R01 2.2.2
});
// clang-format on

}  // namespace

std::span<const FaultRow> faults() {
    return kFaults;
}

const FaultRow& row_of(Fault fault) {
    return *std::ranges::find(kFaults, fault, &FaultRow::fault);
}

}  // namespace sara::ufota
