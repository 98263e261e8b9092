#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sara::update {

/// Rising percentages from `first` on, `tenths` tenths of a percent apart, then 100.
template <std::size_t Count>
constexpr std::array<std::uint8_t, Count + 1> percentages(unsigned first, unsigned tenths) {
    std::array<std::uint8_t, Count + 1> steps{};
    for (unsigned i = 0; i < Count; ++i) {
        steps[i] = static_cast<std::uint8_t>(first + i * tenths / 10);
    }
    steps[Count] = 100;
    return steps;
}

// The note prints the ends, "0, 3, 7 ... 90, 100" and "1, 3 ... 92, 100"; what lies between rises
// evenly.  [R01 3.2, 5.2][firmware-update 3.4]
inline constexpr auto kValidationSteps = percentages<26>(0, 36);
inline constexpr auto kInstallationSteps = percentages<36>(1, 26);
static_assert(kValidationSteps[1] == 3 && kValidationSteps[2] == 7 && kValidationSteps[25] == 90);
static_assert(kInstallationSteps[1] == 3 && kInstallationSteps[35] == 92);

/// Which of the values to report as the work goes on: each once, in order.
class ProgressSteps {
 public:
    explicit ProgressSteps(std::span<const std::uint8_t> steps) : steps_(steps) {}

    /// Values that became due now that `done` of `total` is done; mostly none or one.
    std::span<const std::uint8_t> advance(std::uint64_t done, std::uint64_t total);

    /// The next value; 101 when all are reported.
    unsigned next() const { return reported_ < steps_.size() ? steps_[reported_] : 101U; }

 private:
    std::span<const std::uint8_t> steps_;
    std::size_t reported_ = 0;
};

}  // namespace sara::update
