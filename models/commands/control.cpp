#include "models/commands/control.hpp"

namespace sara::commands {

namespace {

using namespace sim;  // durations: 200ms
using at::CmeError;
using at::Parameter;
using at::Reply;
using at::Request;

/// Values of +CFUN that Functionality does not have.
enum class Fun {
    StkOff = 7,
    StkOffToo = 8,
    FastOff = 10,
    ResetKeepingSim = 15,
    Reset = 16,
    Restore = 126,
    Halt = 127
};

constexpr auto kCfun = std::to_array<Parameter>({
    {.name = "fun", .values = "0,1,4,6,7,8,9,10,15,16,19,126,127"},
    {.name = "rst", .values = "0-1", .initial = "0", .optional = true},
});

// The radio switches on or off; without a network to leave that is quick.
// [module-behaviour 2: 0.2-2 s]
constexpr Duration kSwitching = 200ms;

constexpr bool is_power_mode(int fun) {
    return fun == Functionality::kMinimum || fun == Functionality::kFull ||
           fun == Functionality::kAirplane || fun == Functionality::kSimOff;
}

}  // namespace

std::span<const at::Command<ControlCommands>> ControlCommands::commands() {
    using Self = ControlCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command    forms  parameters  handlers                                             attributes
        { "+CFUN",    "SRT", kCfun,      {.set = &Self::set_cfun, .read = &Self::read_cfun},  {.response_time = 180s, .source = "[module-behaviour 4]"} },
        { "+CPAS",    "AT",  {},         {.action = &Self::activity, .test = &Self::activities}, {.source = "[at-commands 1.2]"} },
        { "+CPWROFF", "AT",  {},         {.action = &Self::power_off},                        {.response_time = 40s, .source = "[module-behaviour 5]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+CFUN=<fun>[,<rst>].  Errors: CME 4 for <rst>=1 with a <fun> other than 0, 1, 4, 19.
Reply ControlCommands::set_cfun(const Request& request) {
    const int fun = request.get<int>(0).value_or(Functionality::kFull);
    const bool resets = request.get<int>(1).value_or(0) == 1;
    if (resets && !is_power_mode(fun)) return Reply::error(CmeError::OperationNotSupported);
    if (resets) return reset_into(fun);
    if (is_power_mode(fun)) return set_power_mode(fun);
    switch (static_cast<Fun>(fun)) {
        case Fun::StkOff:
        case Fun::StkOffToo:
            device_.functionality.set_stk_mode(0);
            return Reply::ok();
        case Fun::FastOff:
            return shut_down(power::Shutdown::Fast);
        case Fun::ResetKeepingSim:
            return reset(power::Reset::KeepSim);
        case Fun::Reset:
            return reset(power::Reset::WithSim);
        case Fun::Restore:
            device_.functionality.restore_stack();
            return Reply::ok();
        case Fun::Halt:
            return Reply::ok().then([this] { device_.parts.control.halt(); });
    }
    device_.functionality.set_stk_mode(fun);  // 6 and 9
    return Reply::ok();
}

Reply ControlCommands::set_power_mode(int mode) {
    if (mode == device_.functionality.power_mode()) return Reply::ok();
    const bool saved = device_.functionality.set_power_mode(mode);
    return saved ? Reply::ok().taking(kSwitching) : Reply::error(CmeError::FfsWrite);
}

/// <rst>=1: resets first, then sets.  [R4]
Reply ControlCommands::reset_into(int mode) {
    const bool saved = device_.functionality.set_after_reset(mode);
    return saved ? reset(power::Reset::WithSim) : Reply::error(CmeError::FfsWrite);
}

Reply ControlCommands::reset(power::Reset how) {
    return Reply::ok().then([this, how] { device_.parts.control.reset(how); });
}

Reply ControlCommands::shut_down(power::Shutdown how) {
    return Reply::ok().then([this, how] { device_.parts.control.shut_down(how); });
}

Reply ControlCommands::read_cfun(const Request&) {
    return Reply::text("+CFUN: " + std::to_string(device_.functionality.power_mode()) + ',' +
                       std::to_string(device_.functionality.stk_mode()));
}

Reply ControlCommands::power_off(const Request&) {
    return shut_down(power::Shutdown::Graceful);
}

/// Always ready: there is no ringing and no call.  [at-commands 1.2]
Reply ControlCommands::activity(const Request&) {
    return Reply::text("+CPAS: 0");
}

Reply ControlCommands::activities(const Request&) {
    return Reply::text("+CPAS: (0,3,4)");
}

}  // namespace sara::commands
