#pragma once

#include "models/at/settings.hpp"
#include "sim/line.hpp"

#include <array>
#include <cstdint>

namespace sara::at {

/// Rates the module finds out by itself.  [DS 2.5.1]
inline constexpr auto kAutoRates =
    std::to_array<std::uint32_t>({9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600});

/// When a UART sleeps: +UPSV.  [at-syntax 8.2]
struct PowerSaving {
    enum class Mode : std::uint8_t {
        Off,      ///< 0
        Timed,    ///< 1: without a byte for `idle`
        Rts,      ///< 2: while the DTE's RTS is off
        Dtr,      ///< 3: while its DTR is off
        TimedToo  ///< 4: as 1
    };
    Mode mode = Mode::Off;
    sim::Duration idle{};

    bool operator==(const PowerSaving&) const = default;
};

/// How a UART is set.  [at-syntax 8]
struct SerialSettings {
    std::uint32_t baud = 0;        ///< bit/s; 0: found out from the first AT  (+IPR)
    sim::Frame frame;              ///< +ICF
    bool flow_control = true;      ///< RTS and CTS count  (&K3)
    bool carrier_on_dcd = true;    ///< DCD follows the carrier, else it is always on  (&C1)
    bool data_mode_on_dsr = true;  ///< DSR is on in data mode, else always  (&S1)
    bool heeds_dtr = true;         ///< DTR going off ends data mode  (&D1, &D2)
    PowerSaving power_saving;      ///< +UPSV

    static SerialSettings of(const Settings& settings);
};

}  // namespace sara::at
