#pragma once

#include "pty/host_speed.hpp"
#include "pty/pseudo_terminal.hpp"
#include "sim/line.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sara::pty {

/// Hears what a host does at its terminal, at the instants at which it reaches the line.
class PortObserver {
 public:
    virtual ~PortObserver() = default;
    virtual void on_opened() = 0;
    virtual void on_closed() = 0;
    virtual void on_settings(const HostSettings& settings) = 0;
    virtual void on_signal(sim::Signal signal, bool on) = 0;  ///< DTR or RTS
    virtual void on_sent(sim::Bytes bytes) = 0;
    virtual void on_received(sim::Bytes bytes) = 0;  ///< by a host that is there
};

/// One UART of the module on one pseudo-terminal: the host's driver and the cable to it.
///
/// - While a host has the terminal open, DTR and RTS are on.  Without one, or after the host set
/// B0,
///   they are off and what the module sends is lost, as on a bench.
/// - A host that never set a speed is served at the module's; one that has set a speed is held to
///   it, even after it closed and reopened, as Linux keeps a port's settings.
/// - With CRTSCTS the host's bytes wait while CTS is off, and RTS goes off while the host does not
///   read; without, bytes go out regardless and may be lost, both ways.
/// - What lies in the terminal together with a new speed may have been written before or after the
///   change: nothing tells.  It counts as written before if the module hears the old speed and not
///   the new one: so it is with a host that follows `AT+UFWUPD=1,460800` at once.
/// - A driver's buffer is small: what exceeds kDriverBuffer stays with the host until the line has
///   taken the rest.
class Port final : public sim::LineListener {
 public:
    explicit Port(sim::Line& line);
    ~Port() override;
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;

    PseudoTerminal& terminal() { return terminal_; }
    sim::Line& line() { return line_; }

    /// From now on `observer` hears of it; nullptr: nobody.
    void observe(PortObserver* observer) { observer_ = observer; }

    bool is_host_there() const { return present_; }

    /// The terminal's watch has news: somebody opened or closed it.
    void on_opened_or_closed();

    /// The terminal has bytes from the host: sends them, as many as the driver's buffer takes.
    void on_readable();

    /// The host may have read something: hands over what is waiting for it.
    void on_writable();

    /// Virtual time has moved: completes the leaving of a host whose last bytes are sent now.
    void on_time_passed();

    /// Notes the speed and flow control the host uses now.  A host says nothing when it changes
    /// them, so this comes before anything moves on the line.
    void take_settings();

    /// True if the module said something to the host, or the host to the module, since the last
    /// call.
    bool take_said() { return std::exchange(said_, false); }
    bool take_heard() { return std::exchange(heard_, false); }

    /// Bytes for the host that it has not read yet.
    std::size_t count_unread() const { return unwritten_.size() + terminal_.count_unread(); }

    /// True while there is room in the driver's buffer: the terminal is worth reading.
    bool wants_to_read() const { return !unplugged_ && line_.dte().pending() < kDriverBuffer; }

    /// True while bytes wait because the host does not read.
    bool has_unwritten() const { return !unwritten_.empty(); }

    /// True after the terminal broke down for good (EIO): the cable is pulled.
    bool is_unplugged() const { return unplugged_; }

    void on_bytes(sim::Bytes bytes) override;
    void on_signal(sim::Signal signal, bool on) override;

    static constexpr std::size_t kDriverBuffer = 4096;

    /// Received bytes kept for a host that does not read; more are lost.  [tty_buffer.c: 64 KiB]
    static constexpr std::size_t kReceiveBuffer = 65536;

 private:
    void send_what_was_written();
    void apply(const HostSettings& settings);
    bool follows_the_module(const HostSettings& now) const;
    void leave();
    void show_presence();
    void apply_flow_control();
    void unplug();
    void set_signal(sim::Signal signal, bool on);

    sim::Line& line_;
    PortObserver* observer_ = nullptr;
    PseudoTerminal terminal_;
    HostSettings settings_;
    bool present_ = false;
    /// It sends after B0, as gammu does: then it has raised DTR and RTS again by TIOCMBIS, of which
    /// a pseudo-terminal hears nothing.
    bool has_raised_ = false;
    bool leaving_ = false;  ///< closed by the host, its last bytes still on the way
    bool unplugged_ = false;
    bool said_ = false;
    bool heard_ = false;
    std::vector<std::uint8_t> unwritten_;
};

}  // namespace sara::pty
