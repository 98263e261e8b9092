#include "models/commands/packet_event_commands.hpp"

#include <fmt/format.h>

#include <utility>

namespace sara::commands {

namespace {

using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;
using network::ContextEnd;
using network::DetachedBy;

constexpr auto kReporting = std::to_array<Parameter>({
    {.name = "mode", .values = "0-2", .initial = "0", .optional = true},
    {.name = "bfr", .values = "0-1", .initial = "0", .optional = true},
});

constexpr std::size_t kBufferedEvents = 10;  // [assumed]

}  // namespace

std::span<const at::Command<PacketEventCommands>> PacketEventCommands::commands() {
    using Self = PacketEventCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command   forms  parameters  handlers                  attributes
        { "+CGEREP", "SRT", kReporting, {.set = &Self::report}, {.persists = Persists::Volatile, .source = "[module-behaviour 9.4]"} },
    });
    // clang-format on
    return kCommands;
}

PacketEventCommands::PacketEventCommands(PortContext& context)
    : context_(context),
      context_subscription_(context.device.contexts.listeners(), *this),
      registration_subscription_(context.device.registration.listeners(), *this) {}

/// AT+CGEREP=<mode>[,<bfr>]: 0 keeps events, 1 and 2 send them; <bfr>=1 sends those kept, 0 forgets
/// them.  [TS 27.007 10.1.19]
Reply PacketEventCommands::report(const Request& request) {
    context_.settings.set("+CGEREP", at::to_text(request.arguments()));
    if (request.get<int>(0) != 0) {
        const bool sends = request.get<int>(1) == 1;
        const std::list<std::string> kept = std::exchange(events_, {});
        for (const std::string& event : kept) {
            if (sends) context_.post(event);
        }
    }
    return Reply::ok();
}

void PacketEventCommands::post_event(std::string_view event) {
    const std::string urc = fmt::format("+CGEV: {}", event);
    if (context_.settings.number("+CGEREP") != 0) return context_.post(urc);
    if (events_.size() == kBufferedEvents) events_.pop_front();
    events_.push_back(urc);
}

void PacketEventCommands::on_context_up(int cid) {
    post_event(fmt::format("ME PDN ACT {}", cid));
}

// A detach is one event, whatever was up.
void PacketEventCommands::on_context_down(int cid, ContextEnd how) {
    if (how == ContextEnd::WithDetach) return;
    post_event(fmt::format("{} PDN DEACT {}", how == ContextEnd::ByNetwork ? "NW" : "ME", cid));
}

void PacketEventCommands::on_detached(DetachedBy by) {
    post_event(by == DetachedBy::Network ? "NW DETACH" : "ME DETACH");
}

}  // namespace sara::commands
