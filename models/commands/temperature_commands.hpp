#pragma once

#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"
#include "models/power/thermometer.hpp"

#include <span>

namespace sara::commands {

/// Supervision of the temperature: +USTS.  With it on the module warns with +UUSTS when it leaves
/// the safe range and when it is back, and shuts down where it would be damaged.
/// [module-behaviour 3, 12]
class TemperatureCommands final : public at::Family, private power::ThermometerListener {
 public:
    explicit TemperatureCommands(PortContext& context)
        : context_(context), subscription_(context.device.parts.thermometer.listeners(), *this) {}
    static std::span<const at::Command<TemperatureCommands>> commands();

 private:
    void on_warmth_changed(power::Warmth warmth) override;

    PortContext& context_;
    Subscription<power::ThermometerListener> subscription_;
};

}  // namespace sara::commands
