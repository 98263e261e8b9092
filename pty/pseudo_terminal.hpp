#pragma once

#include "pty/descriptor.hpp"
#include "pty/host_speed.hpp"
#include "pty/open_watch.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace sara::pty {

/// A pseudo-terminal seen from the module's side of the cable.  It is raw from the start and lives
/// on when the host closes it, because one descriptor of the host's side stays open here.
class PseudoTerminal {
 public:
    /// Throws SetupError if the system gives none.
    PseudoTerminal();

    /// What the host opens, e.g. "/dev/pts/7".
    const std::string& device() const { return device_; }

    enum class Status : std::uint8_t { Ok, WouldBlock, Unplugged };
    struct Transfer {
        std::size_t size;  ///< bytes moved
        Status status;
    };

    /// Takes what the host sent, as much as fits.  Never blocks.
    Transfer read(std::span<std::uint8_t> into);

    /// Hands bytes to the host in one piece, or what of it fits.  Never blocks.
    Transfer write(std::span<const std::uint8_t> bytes);

    /// Bytes handed over that the host has not read yet.
    std::size_t count_unread() const;

    /// Forgets what the host has not read: it closed the port, as a real driver's buffer goes.
    void discard_unread();

    HostSettings settings() const { return read_host_settings(master_.get()); }

    /// Who has it open.
    OpenWatch& watch() { return watch_; }
    const OpenWatch& watch() const { return watch_; }

    /// Readable when the host sent something.
    int descriptor() const { return master_.get(); }

 private:
    static Descriptor open_master();
    static std::string name_of_slave(int master);

    Descriptor master_;
    std::string device_;
    Descriptor slave_;
    OpenWatch watch_;
};

}  // namespace sara::pty
