#pragma once

#include <string>

namespace sara::lwm2m {

/// Values of /5/0/3.  [OMA object 5]
enum class FirmwareState : int { Idle = 0, Downloading = 1, Downloaded = 2, Updating = 3 };

/// Values of /5/0/5.  [OMA object 5]
enum class FirmwareResult : int {
    Initial = 0,
    Success = 1,
    FlashFull = 2,
    OutOfRam = 3,
    ConnectionLost = 4,
    Integrity = 5,
    PackageType = 6,
    InvalidUri = 7,
    UpdateFailed = 8,
    Protocol = 9
};

/// The firmware update behind object 5, as the object tree and the LwM2M client see it.  Whoever
/// implements it tells the tree of changes (ObjectTree::changed).  [lwm2m 5]
class FirmwareObject {
 public:
    virtual ~FirmwareObject() = default;

    virtual FirmwareState state() const = 0;
    virtual FirmwareResult result() const = 0;
    virtual const std::string& uri() const = 0;

    /// Server `server` (short ID) writes /5/0/1.  False while the state is Updating: 4.05.
    virtual bool write_uri(int server, const std::string& uri) = 0;

    /// Server `server` executes /5/0/2.  False unless the state is Downloaded: 4.05.
    virtual bool execute_update(int server) = 0;
};

}  // namespace sara::lwm2m
