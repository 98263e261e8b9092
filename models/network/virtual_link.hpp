#pragma once

#include "models/listeners.hpp"
#include "models/network/link_spec.hpp"
#include "sim/random.hpp"
#include "sim/scheduler.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace sara::network {

/// How long so many bytes take at a rate in bit/s, which is not 0.
constexpr sim::Duration time_for(std::size_t bytes, std::uint32_t rate) {
    constexpr std::int64_t kNanobits = 8'000'000'000;  // of a byte
    return sim::Duration(static_cast<std::int64_t>(bytes) * kNanobits / rate);
}

/// Which way packets go, seen from the module.
enum class Direction : std::uint8_t { Up, Down };

/// Who wants to know whether packets pass.
class LinkListener {
 public:
    virtual void on_link_up() = 0;
    virtual void on_link_down() = 0;

 protected:
    ~LinkListener() = default;
};

/// The way between the module and the internet: everybody's packets share its rate, each way for
/// itself, in the order in which they are sent.
class VirtualLink {
 public:
    VirtualLink(sim::Scheduler& scheduler, const LinkSpec& spec, const sim::Random& random);
    VirtualLink(const VirtualLink&) = delete;
    VirtualLink& operator=(const VirtualLink&) = delete;

    /// Coverage comes and goes.
    void set_up(bool up);
    bool is_up() const { return is_up_; }

    /// Puts a packet of that size behind what is being sent; tells when its last bit leaves.
    sim::Time occupy(Direction direction, std::size_t bytes);

    /// From leaving to arriving: latency and a draw of the jitter.
    sim::Duration travel_time();

    /// Draws whether a packet is lost.
    bool loses_packet();

    const LinkSpec& spec() const { return spec_; }
    sim::Scheduler& scheduler() { return scheduler_; }
    Listeners<LinkListener>& listeners() { return listeners_; }

 private:
    sim::Scheduler& scheduler_;
    LinkSpec spec_;
    sim::Random random_;
    bool is_up_ = true;
    std::array<sim::Time, 2> free_at_{};  ///< by Direction
    Listeners<LinkListener> listeners_;
};

}  // namespace sara::network
