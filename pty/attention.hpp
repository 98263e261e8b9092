#pragma once

#include "pty/pacing.hpp"
#include "sim/time.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <utility>

namespace sara::pty {

/// Whether a host has taken in what the module said, so that turbo may skip what follows.
///
/// On a bench minutes lie between an answer and what comes after the next piece of work: the
/// program that read the answer may have ended and another one taken over the port, as when `sx`
/// leaves before the module begins to report its installation.  So turbo passes over no more than
/// kUnnoticed until the host has read everything, but does not wait for a host that does not read.
class Attention {
 public:
    /// Asks how many bytes the host has not read yet.
    explicit Attention(std::function<std::size_t()> count_unread)
        : count_unread_(std::move(count_unread)) {}

    /// The module said something, at these times.
    void on_said(WallTime wall, sim::Time time);

    /// May virtual time jump to `next`?
    bool allows(WallTime wall, sim::Time next);

    static constexpr sim::Duration kUnnoticed = std::chrono::milliseconds(100);
    static constexpr WallTime::duration kGivenUp = std::chrono::milliseconds(250);

 private:
    std::function<std::size_t()> count_unread_;
    std::optional<WallTime> unread_since_;
    sim::Time said_at_{};
};

}  // namespace sara::pty
