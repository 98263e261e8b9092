#include "models/network/virtual_acceptor.hpp"

#include "models/network/virtual_stream.hpp"

#include <memory>

namespace sara::network {

namespace {

/// A caller who finds no coverage tries again.  [assumed]
constexpr sim::Duration kRetry = std::chrono::seconds(3);

}  // namespace

VirtualAcceptor::VirtualAcceptor(VirtualParts parts, std::uint16_t port,
                                 std::set<std::uint16_t>& taken, AcceptListener& listener)
    : parts_(parts), port_(port), taken_(taken), listener_(listener) {
    taken_.insert(port_);
    for (const VirtualServer& server : parts_.internet.servers()) {
        if (!server.spec.caller || server.spec.caller->port != port_) continue;
        calls_.push_back(parts_.link.scheduler().after(server.spec.caller->after, "TCP caller",
                                                       [this, &server] { on_call(server); }));
    }
}

void VirtualAcceptor::on_call(const VirtualServer& caller) {
    if (!parts_.link.is_up()) {
        calls_.push_back(parts_.link.scheduler().after(kRetry, "TCP caller",
                                                       [this, &caller] { on_call(caller); }));
        return;
    }
    auto stream = std::make_unique<VirtualStream>(parts_, caller.spec.caller->talk);
    stream->greet();  // takes its time to arrive: whoever accepts listens by then
    listener_.on_accepted(std::move(stream), {caller.address, kFirstEphemeralPort});
}

}  // namespace sara::network
