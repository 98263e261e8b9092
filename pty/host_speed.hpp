#pragma once

#include <cstdint>

namespace sara::pty {

/// What the host's driver is set to, as read from the terminal's master side.  Linux keeps a
/// pseudo-terminal at 8 data bits without parity whatever the host asks for, so only the speed and
/// the flow control can be known.
struct HostSettings {
    std::uint32_t baud = 0;     ///< bit/s, any rate; 0: the host never set one
    bool hung_up = false;       ///< the host set B0: the driver drops DTR and RTS  [termios(3)]
    bool rts_cts_flow = false;  ///< CRTSCTS: the host sends only while CTS is on

    bool operator==(const HostSettings&) const = default;
};

/// Puts a fresh terminal into raw mode at a speed no host would choose for this module, so that the
/// first speed a host sets is noticed.  False if `fd` is no terminal.
bool make_raw_without_speed(int fd);

/// Reads the terminal's present settings: one system call.
HostSettings read_host_settings(int fd);

}  // namespace sara::pty
