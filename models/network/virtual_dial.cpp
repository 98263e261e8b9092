#include "models/network/virtual_dial.hpp"

#include <fmt/format.h>

#include <utility>

namespace sara::network {

VirtualDial::VirtualDial(VirtualParts parts, Flow& up, Flow& down, Endpoint to, Done done)
    : parts_(parts), up_(up), down_(down), to_(std::move(to)), done_(std::move(done)) {
    if (is_address(to_.host)) {
        address_ = to_.host;
        shake_hands();
    } else {
        up_.push(kDnsBytes, [this] { look_up(); });
    }
}

void VirtualDial::look_up() {
    const auto address = parts_.internet.address_of(to_.host);
    if (!address) return answer(Error::UnknownHost);
    down_.push(kDnsBytes, [this, found = *address] {
        address_ = found;
        shake_hands();
    });
}

void VirtualDial::shake_hands() {
    silence_ = parts_.link.scheduler().after(parts_.link.spec().connect_timeout, "TCP connect",
                                             [this] { finish(Error::TimedOut); });
    up_.push(kHandshakeBytes, [this] { on_knock(); });
}

void VirtualDial::on_knock() {
    const VirtualServer* host = parts_.internet.find_host(address_);
    VirtualServer* server = parts_.internet.find_tcp(address_, to_.port);
    if (server != nullptr) host = server;
    if (host == nullptr || host->spec.connects == Connects::Silent) return;
    if (host->spec.connects == Connects::Unreachable) return answer(Error::Unreachable);
    if (server == nullptr || server->spec.connects == Connects::Refuses) {
        return answer(Error::Refused);
    }
    answer(server);
}

void VirtualDial::answer(Result<VirtualServer*, Error> outcome) {
    down_.push(kHandshakeBytes, [this, outcome] { finish(outcome); });
}

void VirtualDial::finish(Result<VirtualServer*, Error> outcome) {
    if (!done_) return;  // an answer after TCP gave up
    silence_.cancel();
    parts_.trace.emit(sim::RecordKind::Note, "network",
                      {{"connect", to_.host},
                       {"port", static_cast<std::int64_t>(to_.port)},
                       {"outcome", outcome.has_value() ? "connected" : name_of(outcome.error())}});
    const Done done = std::exchange(done_, nullptr);
    done(outcome);
}

}  // namespace sara::network
