#include "models/power/thermometer.hpp"

namespace sara::power {

namespace {

// Degrees Celsius.  [DS T29]
constexpr int kDangerouslyCold = -40;
constexpr int kCold = -30;
constexpr int kWarm = 77;
constexpr int kDangerouslyHot = 97;

}  // namespace

Warmth Thermometer::warmth() const {
    if (celsius_ < kDangerouslyCold) return Warmth::DangerouslyCold;
    if (celsius_ < kCold) return Warmth::Cold;
    if (celsius_ > kDangerouslyHot) return Warmth::DangerouslyHot;
    return celsius_ > kWarm ? Warmth::Warm : Warmth::Safe;
}

void Thermometer::set(int celsius) {
    const Warmth before = warmth();
    celsius_ = celsius;
    if (warmth() != before) listeners_.tell(&ThermometerListener::on_warmth_changed, warmth());
}

}  // namespace sara::power
