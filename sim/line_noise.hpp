#pragma once

#include "sim/line.hpp"
#include "sim/random.hpp"

#include <cstdint>
#include <vector>

namespace sara::sim {

/// How bad a wire is.  Rates are probabilities from 0 to 1.
struct NoiseOptions {
    double bit_errors = 0;    ///< of each bit to be flipped
    std::uint32_t burst = 1;  ///< bytes in a row that an error spoils
    double dropped = 0;       ///< of each byte to be lost
    double duplicated = 0;    ///< of each byte to come twice
};

/// Spoils the bytes of one direction.  It draws from a stream of its own, so that a wire without
/// noise leaves every other draw of the run where it was.
class LineNoise final : public LineFilter {
 public:
    LineNoise(const NoiseOptions& options, Random random);

    std::vector<std::uint8_t> pass(Bytes bytes) override;

 private:
    std::uint8_t spoil(std::uint8_t byte);
    bool happens(std::uint64_t parts) { return parts != 0 && random_.chance(parts, kParts); }

    static constexpr std::uint64_t kParts = 1'000'000'000;  ///< a probability of 1

    std::uint64_t bit_errors_;
    std::uint32_t burst_;
    std::uint64_t dropped_;
    std::uint64_t duplicated_;
    Random random_;
    std::uint32_t still_spoilt_ = 0;  ///< bytes of the burst to come
};

}  // namespace sara::sim
