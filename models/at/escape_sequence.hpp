#pragma once

#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <cstdint>

namespace sara::at {

/// Who takes the bytes of a direct link, and hears of its escape.
class EscapeListener {
 public:
    virtual void on_payload(sim::Bytes bytes) = 0;
    virtual void on_escape() = 0;

 protected:
    ~EscapeListener() = default;
};

/// Finds `+++` in what a DTE sends over a direct link: at least the guard time of silence before,
/// less between two characters, at least the guard time after.  Whatever turns out to be no escape
/// is payload.  [at-syntax 7]
class EscapeSequence {
 public:
    struct Settings {
        std::uint8_t character;  ///< S2
        sim::Duration guard;     ///< S12
    };

    EscapeSequence(sim::Scheduler& scheduler, EscapeListener& listener);

    /// Data mode begins: silence counts from now.
    void start(const Settings& settings);
    void stop() { guard_.cancel(); }

    void on_bytes(sim::Bytes bytes);

 private:
    static constexpr int kLength = 3;

    void on_silence();
    void give_up_held();

    sim::Scheduler& scheduler_;
    EscapeListener& listener_;
    Settings settings_{};
    sim::Time last_byte_{};
    int held_ = 0;  ///< escape characters that may be the sequence
    sim::Timer guard_;
};

}  // namespace sara::at
