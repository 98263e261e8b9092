#pragma once

#include "models/lwm2m/firmware_object.hpp"

#include <cstdint>
#include <span>

namespace sara::ufota {

/// Why a download came to nothing.
enum class Fault : std::uint8_t {
    Cancelled,       ///< +UFOTA=0
    Rejected,        ///< +UFOTAACK=0, or mode 3 of +UFOTACONFIG
    NoMemory,        ///< it does not fit, or other firmware comes at the moment
    NoRam,           ///< nothing is left to work with
    NetworkError,    ///< the server answers, and gives no package
    Integrity,       ///< what came is not what was announced
    PackageType,     ///< a package, and none that uFOTA installs
    BadUrl,          ///< no URL, or nothing is there
    Protocol,        ///< neither HTTP nor HTTPS
    ConnectionLost,  ///< and ten minutes did not bring it back
};

/// What the host and the server hear of a fault.
struct FaultRow {
    Fault fault;
    int detail;                    ///< third number of +UFOTASTAT: 2,3
    lwm2m::FirmwareResult result;  ///< /5/0/5
};

/// The whole table.  [firmware-update 2.3, 2.4; R4 p175]
std::span<const FaultRow> faults();

const FaultRow& row_of(Fault fault);

}  // namespace sara::ufota
