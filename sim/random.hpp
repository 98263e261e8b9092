#pragma once

#include <cstdint>
#include <random>
#include <string_view>

namespace sara::sim {

/// One stream of random numbers: the same seed and name give the same numbers on every machine and
/// compiler.  The engine is the standard's (its output is specified); the distributions are not the
/// standard's, because those may differ between libraries.
class Random {
 public:
    Random(std::uint64_t seed, std::string_view stream);

    /// Uniform in [0, 2^64).
    std::uint64_t next() { return engine_(); }

    /// Uniform in [0, bound); bound > 0.
    std::uint64_t below(std::uint64_t bound);

    /// True with probability `numerator / denominator`.
    bool chance(std::uint64_t numerator, std::uint64_t denominator) {
        return below(denominator) < numerator;
    }

 private:
    std::mt19937_64 engine_;
};

/// The seed of a run, which hands out streams by name: what one part draws never shifts another's.
class Seed {
 public:
    explicit Seed(std::uint64_t value) : value_(value) {}
    Random stream(std::string_view name) const { return {value_, name}; }
    std::uint64_t value() const { return value_; }

 private:
    std::uint64_t value_;
};

}  // namespace sara::sim
