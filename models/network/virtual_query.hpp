#pragma once

#include "models/network/flow.hpp"
#include "models/network/network.hpp"
#include "models/network/virtual_internet.hpp"

#include <functional>

namespace sara::network {

/// A question of one packet, answered by one or by none: DNS, ping.
class VirtualQuery final : public Query {
 public:
    /// `at_far_end` runs when the question arrives, and may `answer`.
    VirtualQuery(VirtualLink& link, std::size_t bytes, Delivery delivery,
                 std::function<void(VirtualQuery&)> at_far_end)
        : up_(link, Direction::Up, delivery), down_(link, Direction::Down, delivery) {
        up_.push(bytes, [this, arrived = std::move(at_far_end)] { arrived(*this); });
    }

    void answer(std::size_t bytes, std::function<void()> arrival) {
        down_.push(bytes, std::move(arrival));
    }

 private:
    Flow up_;
    Flow down_;
};

}  // namespace sara::network
