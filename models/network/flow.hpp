#pragma once

#include "models/network/virtual_link.hpp"
#include "sim/scheduler.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>

namespace sara::network {

/// What a flow does about the packets that the link loses.
enum class Delivery : std::uint8_t {
    InOrder,    ///< TCP: they come later, and all others behind them
    BestEffort  ///< UDP: they never come
};

/// One direction of one connection.  What is pushed arrives in that order, when rate, latency and
/// coverage let it.  Destroying it is the end of what is on its way.
class Flow final : private LinkListener {
 public:
    /// Called when a packet arrives; may destroy the flow.
    using Arrival = std::function<void()>;

    Flow(VirtualLink& link, Direction direction, Delivery delivery = Delivery::InOrder);
    Flow(const Flow&) = delete;
    Flow& operator=(const Flow&) = delete;

    /// Sends a packet of that size, `hold` after the one before has left.
    void push(std::size_t bytes, Arrival arrival, sim::Duration hold = {});

    /// The sender gives no more than that many bit/s; 0: as much as the link takes.
    void pace(std::uint32_t bits_per_second) { pace_ = bits_per_second; }

    /// Forgets what is on its way.
    void clear();

    std::size_t waiting() const { return waiting_.size(); }

    /// Payload of a full packet.  [RFC 9293 3.7.1: MSS of IPv4 over a usual path]
    static constexpr std::size_t kSegment = 1360;

 private:
    struct Packet {
        std::size_t bytes;
        sim::Duration hold;
        Arrival arrival;
    };
    struct Travelling {
        sim::Time due;
        Arrival arrival;
    };

    void on_link_up() override;
    void on_link_down() override;
    void send_next();
    void on_left();
    void arrive();
    sim::Time now() const { return link_.scheduler().now(); }

    VirtualLink& link_;
    Direction direction_;
    Delivery delivery_;
    std::uint32_t pace_ = 0;
    std::list<Packet> waiting_;  ///< the first of them is held or being sent
    std::list<Travelling> travelling_;
    sim::Timer leaves_;
    sim::Timer arrives_;
    Subscription<LinkListener> subscription_;
};

}  // namespace sara::network
