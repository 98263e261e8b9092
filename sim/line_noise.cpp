#include "sim/line_noise.hpp"

#include <cmath>

namespace sara::sim {

namespace {

constexpr unsigned kBits = 8;

std::uint64_t parts_of(double probability, std::uint64_t whole) {
    return static_cast<std::uint64_t>(std::llround(probability * static_cast<double>(whole)));
}

}  // namespace

LineNoise::LineNoise(const NoiseOptions& options, Random random)
    : bit_errors_(parts_of(options.bit_errors, kParts)),
      burst_(options.burst),
      dropped_(parts_of(options.dropped, kParts)),
      duplicated_(parts_of(options.duplicated, kParts)),
      random_(random) {}

std::uint8_t LineNoise::spoil(std::uint8_t byte) {
    if (still_spoilt_ > 0) {
        --still_spoilt_;
        return static_cast<std::uint8_t>(byte ^ (1U + random_.below(255)));  // never what it was
    }
    unsigned flipped = 0;
    for (unsigned bit = 0; bit < kBits; ++bit) {
        if (happens(bit_errors_)) flipped |= 1U << bit;
    }
    if (flipped != 0) still_spoilt_ = burst_ - 1;
    return static_cast<std::uint8_t>(byte ^ flipped);
}

std::vector<std::uint8_t> LineNoise::pass(Bytes bytes) {
    std::vector<std::uint8_t> passed;
    passed.reserve(bytes.size());
    for (const std::uint8_t byte : bytes) {
        if (happens(dropped_)) continue;
        passed.push_back(spoil(byte));
        if (happens(duplicated_)) passed.push_back(passed.back());
    }
    return passed;
}

}  // namespace sara::sim
