#pragma once

#include "sim/time.hpp"
#include "sim/vocabulary/shape_of.hpp"

#include <chrono>
#include <cstdint>

namespace sara::network {

/// How packets travel between the module and any server.  The defaults let a package of 6 MB take
/// five minutes, as the note's Table 1 has it of LTE-M.  [R01 Table 1]
struct LinkSpec {
    std::uint32_t rate_down = 170'000;                      ///< bit/s of payload
    std::uint32_t rate_up = 100'000;                        ///< bit/s of payload  [assumed]
    sim::Duration latency = std::chrono::milliseconds(60);  ///< one way  [assumed]
    sim::Duration jitter = std::chrono::milliseconds(20);   ///< at most that much more
    double loss_percent = 0;                                ///< of packets
    sim::Duration retransmission =
        std::chrono::milliseconds(500);                        ///< TCP notices a loss  [assumed]
    sim::Duration connect_timeout = std::chrono::seconds(75);  ///< TCP gives up  [assumed]
};

}  // namespace sara::network

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::network::LinkSpec>();
