#include "models/commands/temperature_commands.hpp"

#include <fmt/format.h>

namespace sara::commands {

namespace {

using at::Parameter;
using at::Persists;
using power::Warmth;

constexpr auto kSmartTemperature =
    std::to_array<Parameter>({{.name = "mode", .values = "0,1", .initial = "0"}});

constexpr int kModeOfUrc = 0;  // [module-behaviour 3: "+UUSTS: 0,-2/2"]
constexpr int kPrimaryPort = 1;

/// <event> of +UUSTS.  [module-behaviour 12]
int event_of(Warmth warmth) {
    return static_cast<int>(warmth) - static_cast<int>(Warmth::Safe);
}
static_assert(static_cast<int>(Warmth::DangerouslyHot) - static_cast<int>(Warmth::Safe) == 2,
              "the events count from -2 to 2");

bool is_dangerous(Warmth warmth) {
    return warmth == Warmth::DangerouslyCold || warmth == Warmth::DangerouslyHot;
}

}  // namespace

std::span<const at::Command<TemperatureCommands>> TemperatureCommands::commands() {
    using Self = TemperatureCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command forms  parameters handlers attributes
        { "+USTS", "SRT", kSmartTemperature, {},      {.persists = Persists::Nvm, .source = "[module-behaviour 12]"} },
    });
    // clang-format on
    return kCommands;
}

void TemperatureCommands::on_warmth_changed(Warmth warmth) {
    if (context_.settings.number("+USTS") == 0) return;
    context_.post(fmt::format("+UUSTS: {},{}", kModeOfUrc, event_of(warmth)));
    if (is_dangerous(warmth) && context_.number == kPrimaryPort) {
        context_.device.parts.control.shut_down(power::Shutdown::Graceful);
    }
}

}  // namespace sara::commands
