#include "models/commands/dial_commands.hpp"

#include "models/commands/dial_string.hpp"

namespace sara::commands {

namespace {

using at::Parameter;
using at::Reply;
using at::Request;

constexpr auto kDialString =
    std::to_array<Parameter>({{.name = "dial_string", .type = at::ParameterType::Text}});
constexpr auto kOnlyZero = std::to_array<Parameter>({{.name = "n", .values = "0", .initial = "0"}});

constexpr at::Attributes kCall = {.source = "[at-syntax 2]"};

}  // namespace

std::span<const at::Command<DialCommands>> DialCommands::commands() {
    using Self = DialCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command forms  parameters     handlers                      attributes
        { "D",     "A",   kDialString,   {.action = &Self::dial},      {.needs_pin = true, .abortable = true, .source = "[at-syntax 10]"} },
        { "H",     "A",   kOnlyZero,     {.action = &Self::hang_up},   kCall },
        { "O",     "A",   kOnlyZero,     {.action = &Self::go_online}, kCall },
    });
    // clang-format on
    return kCommands;
}

/// ATD*99***<n>#.  A data-only module has no other calls: ERROR.
Reply DialCommands::dial(const Request& request) {
    const auto number = dialled_context(*request.get<std::string_view>(0));
    return number ? context_.device.dial_up.dial(*number, context_) : Reply::error();
}

/// ATH: OK with a call or without.  [V.250 6.3.6]
Reply DialCommands::hang_up(const Request&) {
    context_.device.dial_up.hang_up(context_);
    return Reply::ok();
}

/// ATO: back into the call; NO CARRIER without one.  [V.250 6.3.7]
Reply DialCommands::go_online(const Request&) {
    return context_.device.dial_up.resume(context_);
}

}  // namespace sara::commands
