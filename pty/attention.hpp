#pragma once

#include "pty/pacing.hpp"
#include "sim/time.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

namespace sara::pty {

/// Whether a host has come to rest, so that turbo may skip what the module does next.
///
/// On a bench seconds lie between an answer and what comes after the next piece of work.  Hosts
/// rely on it: `sx` throws away what arrives after the last ACK, then ends, and another program
/// takes over the port to read how the installation goes.  So turbo passes over no more than
/// kUnnoticed before the host has read everything and kReaction has passed since it last wrote, but
/// does not wait for a host that does not read.
class Attention {
 public:
    /// `count_unread` says how many bytes the host has not read yet.
    explicit Attention(std::function<std::size_t()> count_unread)
        : count_unread_(std::move(count_unread)) {}

    /// The module said something, at these times.
    void on_said(WallTime wall, sim::Time time);

    /// The host said something, at these times.
    void on_heard(WallTime wall, sim::Time time);

    /// May virtual time jump to `next`?
    bool allows(WallTime wall, sim::Time next);

    static constexpr sim::Duration kUnnoticed = std::chrono::milliseconds(100);
    static constexpr WallTime::duration kReaction = std::chrono::milliseconds(200);
    static constexpr WallTime::duration kGivenUp = std::chrono::seconds(1);

 private:
    bool has_read(WallTime wall);

    std::function<std::size_t()> count_unread_;
    std::optional<WallTime> unread_since_;
    std::optional<WallTime> heard_at_;
    sim::Time last_{};  ///< virtual time at which either said something
};

}  // namespace sara::pty
