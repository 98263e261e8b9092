#pragma once

#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <vector>

namespace sara::sim {

enum class Parity : std::uint8_t { None, Odd, Even };

/// Shape of one character on the wire.
struct Frame {
    std::uint8_t data_bits = 8;  ///< 7 or 8
    Parity parity = Parity::None;
    std::uint8_t stop_bits = 1;  ///< 1 or 2

    /// Start bit, data, parity and stop bits.
    constexpr unsigned bits() const {
        return 1U + data_bits + (parity == Parity::None ? 0U : 1U) + stop_bits;
    }
    bool operator==(const Frame&) const = default;
};

/// "Whatever the other end uses": a host whose frame cannot be known.
inline constexpr Frame kAnyFrame{.data_bits = 0, .stop_bits = 0};

/// Speed and frame of one end.  A rate of 0 means "whatever the other end uses": a host that never
/// set a speed, or a module that still measures it.
struct LineSettings {
    std::uint32_t baud = 0;  ///< bit/s
    Frame frame{};

    bool operator==(const LineSettings&) const = default;
};

/// Control signals; the first two are driven by the DTE, the others by the DCE.
enum class Signal : std::uint8_t { Rts, Dtr, Cts, Dsr, Dcd, Ri };
inline constexpr std::size_t kSignals = 6;
std::string_view name_of(Signal signal);

/// What the owner of an end hears.
class LineListener {
 public:
    virtual ~LineListener() = default;

    /// Characters arrived, the last one just now.  They are what a receiver with this end's
    /// settings makes of the sender's levels, so a wrong speed gives garbage.
    virtual void on_bytes(Bytes bytes) = 0;

    /// The other end switched a control signal.
    virtual void on_signal(Signal signal, bool on) {
        static_cast<void>(signal), static_cast<void>(on);
    }

    /// The last of the bytes this end sent has reached the other one.  May destroy the listener.
    virtual void on_drained() {}
};

/// What happens to bytes between the ends of a wire.
class LineFilter {
 public:
    virtual ~LineFilter() = default;

    /// What arrives of the bytes sent.
    virtual std::vector<std::uint8_t> pass(Bytes bytes) = 0;
};

/// How what an end sends at once leaves it: in two pieces, with a pause between them.
struct Cut {
    std::size_t at = 0;  ///< bytes of the first piece; 0: the pause comes before all of it
    Duration pause{};    ///< 0: it leaves in one piece
};

/// Sees what an end is about to send, and may cut it.
class LineCutter {
 public:
    virtual ~LineCutter() = default;
    virtual Cut cut(Bytes sent) = 0;
};

class Line;

/// One end of a line: what a UART's pins are to the chip.
class LineEnd {
 public:
    /// From now on `listener` hears what arrives; nullptr: it falls on the floor.
    void attach(LineListener* listener) { listener_ = listener; }

    void configure(const LineSettings& settings);
    const LineSettings& settings() const { return settings_; }

    /// The rate and frame that what arrives now really has: what an autobaud circuit measures.
    LineSettings measured() const;

    /// Queues bytes for sending, at the speed of now: who changes it later waits for them first, as
    /// drivers do.  They reach the other end in one piece when the last of them has, or in pieces
    /// of kChunkBytes.
    void send(Bytes bytes);
    void send(std::string_view text) { send(as_bytes(text)); }

    /// Bytes not yet arrived at the other end.
    std::size_t pending() const { return pending_; }

    /// Stops sending after the character on the wire, until released: the other end's RTS or CTS.
    void hold(bool held);

    /// Forgets what was not yet sent: the sender lost power or was closed.
    void drop_pending();

    void set_signal(Signal signal, bool on);
    bool signal(Signal signal) const;

    /// The wire on which this end sends is broken, or whole again.
    void set_broken(bool broken) { is_broken_ = broken; }

    /// From now on what this end sends goes through `filter`, which outlives the line or is removed
    /// before; nullptr: it arrives as it is.
    void set_filter(LineFilter* filter) { filter_ = filter; }
    const LineFilter* filter() const { return filter_; }

    /// From now on `cutter` sees what this end is told to send; as a filter it outlives the line or
    /// is removed before.
    void set_cutter(LineCutter* cutter) { cutter_ = cutter; }

    static constexpr std::size_t kChunkBytes = 2048;

 private:
    friend class Line;

    /// What arrives in one piece.
    struct Chunk {
        std::vector<std::uint8_t> bytes;
        LineSettings sent_with;
        Duration pause{};  ///< before it
    };

    LineEnd(Line& line, RecordKind kind);
    void enqueue(Bytes bytes, Duration pause);
    void start_next();
    bool pause_first();
    void deliver();
    void hand_over(const Chunk& chunk);
    void arrive(const std::vector<std::uint8_t>& bytes, bool garbled);

    Line& line_;
    LineEnd* peer_ = nullptr;
    RecordKind traced_as_;  ///< as which record the bytes it sends arrive
    LineListener* listener_ = nullptr;
    LineSettings settings_;
    LineSettings arriving_with_;  ///< what arrived last
    std::list<Chunk> queue_;      // most lines of a fleet never carry a byte: empty, it takes none
    std::size_t pending_ = 0;
    bool held_ = false;
    bool is_broken_ = false;
    LineFilter* filter_ = nullptr;
    LineCutter* cutter_ = nullptr;
    Timer arrival_;
    Timer pause_;  ///< made when it is first needed
};

/// The wires between a DTE and one UART of the module, with the time that bytes take on them.
class Line {
 public:
    Line(Scheduler& scheduler, Trace& trace, std::string name);
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    LineEnd& dte() { return dte_; }
    LineEnd& dce() { return dce_; }
    const std::string& name() const { return name_; }

    /// Not paced: bytes arrive the instant they are sent (turbo).  Speeds still have to match; as a
    /// host then has no time to follow when the module changes its speed, what the module sends
    /// waits until the host has followed, for up to kFollowing.
    void set_paced(bool paced) { paced_ = paced; }

    /// True while the module's output waits for the host to follow to a new speed.
    bool awaits_host() const { return following_.is_running(); }

    /// True while an end is silent before the rest of what it said.
    bool is_pausing() const { return dte_.pause_.is_running() || dce_.pause_.is_running(); }

    /// The cable is pulled: whatever is sent is lost, both ways, and signals read as off.  Both
    /// ends are told of those that change so, and again when it is plugged in.
    void set_connected(bool connected);

    bool signal(Signal signal) const {
        return connected_ && signals_[static_cast<std::size_t>(signal)];
    }

    /// Rate used when neither end has one, in bit/s.  [AD 5.2: hosts start at 115200]
    static constexpr std::uint32_t kUsualBaud = 115200;

    /// What a host has on the bench to follow the speed of +UFWUPD: the reboot.
    /// [module-behaviour 13, assumed]
    static constexpr Duration kFollowing = 5s;

 private:
    friend class LineEnd;
    void on_configured(const LineEnd& changed);
    bool speeds_match() const;

    Scheduler& scheduler_;
    Trace& trace_;
    std::string name_;
    bool paced_ = true;
    bool connected_ = true;
    std::array<bool, kSignals> signals_{};
    LineEnd dte_;
    LineEnd dce_;
    Timer following_;
};

/// What a receiver set to `receiver` makes of bytes sent with `sender`: the levels on the wire,
/// sampled at the receiver's rate.  Equal settings give the bytes unchanged.
std::vector<std::uint8_t> received_as(Bytes sent, const LineSettings& sender,
                                      const LineSettings& receiver);

}  // namespace sara::sim
