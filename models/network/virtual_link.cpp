#include "models/network/virtual_link.hpp"

#include "sim/vocabulary.hpp"

#include <algorithm>

namespace sara::network {

namespace {

constexpr std::uint64_t kPartsPerMillion = 1'000'000;
constexpr double kPercent = kPartsPerMillion / 100.0;

}  // namespace

VirtualLink::VirtualLink(sim::Scheduler& scheduler, const LinkSpec& spec, const sim::Random& random)
    : scheduler_(scheduler), spec_(spec), random_(random) {}

void VirtualLink::set_up(bool up) {
    if (up == is_up_) return;
    is_up_ = up;
    free_at_ = {};  // whatever was on its way is sent anew
    listeners_.tell(up ? &LinkListener::on_link_up : &LinkListener::on_link_down);
}

sim::Time VirtualLink::occupy(Direction direction, std::size_t bytes) {
    const std::uint32_t rate = direction == Direction::Up ? spec_.rate_up : spec_.rate_down;
    sim::Time& free_at = free_at_[static_cast<std::size_t>(direction)];
    free_at = std::max(free_at, scheduler_.now()) + time_for(bytes, rate);
    return free_at;
}

sim::Duration VirtualLink::travel_time() {
    if (spec_.jitter <= sim::Duration::zero()) return spec_.latency;
    const auto most = static_cast<std::uint64_t>(spec_.jitter.count());
    return spec_.latency + sim::Duration(static_cast<std::int64_t>(random_.below(most + 1)));
}

bool VirtualLink::loses_packet() {
    const auto parts = static_cast<std::uint64_t>(spec_.loss_percent * kPercent);
    return parts > 0 && random_.chance(parts, kPartsPerMillion);
}

}  // namespace sara::network

namespace {

using sara::network::LinkSpec;
using sara::sim::key;

// clang-format off
constexpr auto kKeys = std::to_array<sara::sim::Key>({
    key<&LinkSpec::rate_down>("rate_down", "bit/s towards the module", {.min = 1000, .max = 100'000'000}, "[R01 Table 1]"),
    key<&LinkSpec::rate_up>("rate_up", "bit/s from the module", {.min = 1000, .max = 100'000'000}, "[assumed]"),
    key<&LinkSpec::latency>("latency", "one way", {}, "[assumed]"),
    key<&LinkSpec::jitter>("jitter", "at most that much more, drawn from the seed", {}, "[assumed]"),
    key<&LinkSpec::loss_percent>("loss_percent", "packets lost, drawn from the seed", {.min = 0, .max = 90}),
    key<&LinkSpec::retransmission>("retransmission", "what a lost packet of TCP costs", {}, "[assumed]"),
    key<&LinkSpec::connect_timeout>("connect_timeout", "TCP gives up connecting to a host that is silent", {}, "[assumed]"),
});
// clang-format on

}  // namespace

template <>
const sara::sim::Shape& sara::sim::shape_of<LinkSpec>() {
    static constexpr Shape kShape = make_shape<LinkSpec>(
        "link", "How packets travel between the module and the servers.", kKeys);
    return kShape;
}
