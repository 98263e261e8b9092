#pragma once

#include "models/listeners.hpp"

namespace sara::power {

/// How warm the module is, by the ranges that it tells apart.  [module-behaviour 12][DS T29]
enum class Warmth {
    DangerouslyCold,  ///< below -40 degrees Celsius
    Cold,             ///< below -30
    Safe,
    Warm,            ///< above +77
    DangerouslyHot,  ///< above +97
};

class ThermometerListener {
 public:
    virtual void on_warmth_changed(Warmth warmth) = 0;

 protected:
    ~ThermometerListener() = default;
};

/// The module's sensor.  The temperature is the world's, so it outlives the supply.
class Thermometer {
 public:
    void set(int celsius);
    int celsius() const { return celsius_; }
    Warmth warmth() const;

    Listeners<ThermometerListener>& listeners() { return listeners_; }

    static constexpr int kUsual = 25;  ///< on the bench  [assumed]

 private:
    int celsius_ = kUsual;
    Listeners<ThermometerListener> listeners_;
};

}  // namespace sara::power
