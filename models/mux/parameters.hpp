#pragma once

#include "sim/time.hpp"

#include <chrono>
#include <cstddef>

namespace sara::mux {

/// What +CMUX settles.  [at-syntax 9]
struct Parameters {
    std::size_t max_info = 31;                                   ///< N1: bytes a frame carries
    sim::Duration acknowledge = std::chrono::milliseconds(100);  ///< T1
    int repeats = 3;                                             ///< N2
    sim::Duration response = std::chrono::milliseconds(300);     ///< T2: of a control message
    sim::Duration wake_up = std::chrono::seconds(10);            ///< T3
};

/// The channels there are besides the control channel 0.  [at-syntax 8.1]
struct Channels {
    int at;             ///< channels 1 to this one take AT commands
    bool gnss = false;  ///< the one behind them leads to the GNSS receiver
};

}  // namespace sara::mux
