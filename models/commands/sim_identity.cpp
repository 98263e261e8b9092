#include "models/commands/sim_identity.hpp"

namespace sara::commands {

using at::Reply;
using at::Request;

std::span<const at::Command<SimIdentityCommands>> SimIdentityCommands::commands() {
    using Self = SimIdentityCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command forms  parameters  handlers                                          attributes
        { "+CCID", "ART", {},         {.action = &Self::iccid, .read = &Self::iccid},   {.source = "[at-commands 2.1]"} },
        { "+CIMI", "AT",  {},         {.action = &Self::imsi},                          {.needs_pin = true, .source = "[at-commands 2.1]"} },
        { "+CPIN", "R",   {},         {.read = &Self::pin_state},                       {.source = "[module-behaviour 8]"} },
    });
    // clang-format on
    return kCommands;
}

Reply SimIdentityCommands::iccid(const Request&) {
    if (const auto error = device_.sim_error()) return Reply::error(*error);
    return Reply::text("+CCID: " + device_.parts.profile.iccid);
}

Reply SimIdentityCommands::imsi(const Request&) {
    return Reply::text(device_.parts.profile.imsi);
}

Reply SimIdentityCommands::pin_state(const Request&) {
    if (const auto error = device_.sim_error()) return Reply::error(*error);
    return Reply::text("+CPIN: READY");
}

}  // namespace sara::commands
