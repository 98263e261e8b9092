#include "models/network/flow.hpp"

#include <algorithm>
#include <utility>

namespace sara::network {

Flow::Flow(VirtualLink& link, Direction direction, Delivery delivery)
    : link_(link),
      direction_(direction),
      delivery_(delivery),
      leaves_(link.scheduler().timer("packet sent", [this] { on_left(); })),
      arrives_(link.scheduler().timer("packet arrives", [this] { arrive(); })),
      subscription_(link.listeners(), *this) {}

void Flow::push(std::size_t bytes, Arrival arrival, sim::Duration hold) {
    if (delivery_ == Delivery::BestEffort && !link_.is_up()) return;
    waiting_.push_back({bytes, hold, std::move(arrival)});
    if (waiting_.size() == 1) send_next();
}

void Flow::clear() {
    waiting_.clear();
    travelling_.clear();
    leaves_.cancel();
    arrives_.cancel();
}

void Flow::send_next() {
    if (waiting_.empty() || !link_.is_up()) return;
    const Packet& next = waiting_.front();
    if (next.hold > sim::Duration::zero()) return leaves_.restart(next.hold);
    sim::Time left = link_.occupy(direction_, next.bytes);
    if (pace_ > 0) left = std::max(left, now() + time_for(next.bytes, pace_));
    leaves_.restart(left - now());
}

void Flow::on_left() {
    if (waiting_.front().hold > sim::Duration::zero()) {
        waiting_.front().hold = {};
        return send_next();
    }
    Packet sent = std::move(waiting_.front());
    waiting_.pop_front();
    const bool is_lost = link_.loses_packet();
    if (!is_lost || delivery_ == Delivery::InOrder) {
        sim::Time due = now() + link_.travel_time();
        if (is_lost) due += link_.spec().retransmission;
        if (!travelling_.empty()) due = std::max(due, travelling_.back().due);
        travelling_.push_back({due, std::move(sent.arrival)});
        if (travelling_.size() == 1) arrives_.restart(due - now());
    }
    send_next();
}

void Flow::arrive() {
    const Arrival arrival = std::move(travelling_.front().arrival);
    travelling_.pop_front();
    if (!travelling_.empty()) arrives_.restart(travelling_.front().due - now());
    arrival();
}

// What was on its way in the dark is sent again, or is lost.
void Flow::on_link_down() {
    leaves_.cancel();
    arrives_.cancel();
    if (delivery_ == Delivery::BestEffort) clear();
}

void Flow::on_link_up() {
    if (!travelling_.empty()) {
        const sim::Time soonest = now() + link_.travel_time();
        for (Travelling& packet : travelling_) packet.due = std::max(packet.due, soonest);
        arrives_.restart(travelling_.front().due - now());
    }
    send_next();
}

}  // namespace sara::network
