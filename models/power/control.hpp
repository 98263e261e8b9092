#pragma once

#include "models/storage/update_journal.hpp"

#include <cstdint>

namespace sara::power {

/// How much is saved and announced on the way down.  [module-behaviour 3, 4, 5]
enum class Shutdown : std::uint8_t {
    Graceful,  ///< +CPWROFF: detach, save NVM
    Fast       ///< +CFUN=10: save NVM, no detach
};
enum class Reset : std::uint8_t {
    KeepSim,  ///< +CFUN=15
    WithSim   ///< +CFUN=16, +CFUN=<fun>,1
};

/// A serial port of the module and a speed, as +UFWUPD and +UFWINSTALL take them.
using storage::UpdatePort;

/// What AT commands may ask of the life-cycle.  Each takes effect after the current command's final
/// result code is on the wire.
class Control {
 public:
    virtual ~Control() = default;

    virtual void shut_down(Shutdown how) = 0;
    virtual void reset(Reset how) = 0;

    /// PSM: off but for the clock, until PWR_ON or the next tracking area update.  [AD 8.1]
    virtual void deep_sleep() = 0;

    /// +CFUN=127: off until the supply is cycled or RESET_N pulled.  [module-behaviour 4]
    virtual void halt() = 0;

    /// +UFWUPD: into firmware update mode, where `port` becomes an Xmodem receiver.  [R01 3.1]
    virtual void start_foat(UpdatePort port) = 0;

    /// +UFWINSTALL: resets and installs the package of the FOAT area.  [R01 5.1]
    virtual void start_install(UpdatePort port) = 0;

    /// uFOTA: the same, with what a server sent; `urcs`: the installation reports on `port`.
    /// [R01 2.4]
    virtual void start_ufota(UpdatePort port, bool urcs) = 0;
};

}  // namespace sara::power
