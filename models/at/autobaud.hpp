#pragma once

#include "sim/line.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sara::at {

/// One-shot detection of the DTE's speed from the first `AT` or `at` at one of the auto rates, 8N1.
/// [at-syntax 8; AD 5.2]
class Autobaud {
 public:
    struct Found {
        std::uint32_t baud;    ///< bit/s
        std::size_t consumed;  ///< bytes up to and with the T
        bool is_capital;       ///< AT, not at
    };

    /// `measured` is how the bytes really came.
    std::optional<Found> on_bytes(sim::Bytes bytes, const sim::LineSettings& measured);

 private:
    std::uint8_t last_ = 0;
};

}  // namespace sara::at
