#include "sim/random.hpp"

namespace sara::sim {

namespace {

/// FNV-1a, 64 bit: spreads the stream's name over the seed.
std::uint64_t mix(std::uint64_t hash, std::string_view text) {
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3;
    }
    return hash;
}

}  // namespace

Random::Random(std::uint64_t seed, std::string_view stream)
    : engine_(mix(seed ^ 0xCBF29CE484222325, stream)) {}

std::uint64_t Random::below(std::uint64_t bound) {
    // Values under the threshold would make the low residues likelier.
    const std::uint64_t threshold = (0 - bound) % bound;
    for (;;) {
        const std::uint64_t value = engine_();
        if (value >= threshold) return value % bound;
    }
}

}  // namespace sara::sim
