#include "models/network/virtual_stream.hpp"

#include "models/network/virtual_tls.hpp"

#include <algorithm>
#include <utility>

namespace sara::network {

VirtualStream::VirtualStream(VirtualParts parts, const Endpoint& to, std::optional<TlsClient> tls,
                             StreamListener& listener)
    : parts_(parts),
      tls_(std::move(tls)),
      listener_(&listener),
      up_(parts.link, Direction::Up),
      down_(parts.link, Direction::Down) {
    dial_.emplace(parts_, up_, down_, to,
                  [this, to](Result<VirtualServer*, Error> outcome) { on_dialled(outcome, to); });
}

VirtualStream::VirtualStream(VirtualParts parts, const EchoSpec& caller)
    : parts_(parts),
      talk_(caller),
      is_open_(true),
      up_(parts.link, Direction::Up),
      down_(parts.link, Direction::Down) {}

// A socket reaches every server, but only an echo server understands what it says.
void VirtualStream::on_dialled(Result<VirtualServer*, Error> outcome, const Endpoint& to) {
    if (outcome.has_error()) return listener_->on_failed(outcome.error());
    const VirtualServer& server = **outcome;
    if (server.spec.tcp_echo) talk_ = *server.spec.tcp_echo;
    if (tls_) {
        return shake_tls(up_, down_, *tls_, server, [this, to](bool agreed) {
            return agreed ? open(to) : listener_->on_failed(Error::SecureFailed);
        });
    }
    // What is no TLS makes a server that wants TLS break the connection.
    if (server.spec.is_secure()) talk_ = {.greeting = {}, .close_after = {}, .reset_after = 1};
    open(to);
}

void VirtualStream::open(const Endpoint& to) {
    is_open_ = true;
    greet();
    listener_->on_connected({dial_->address(), to.port});
}

void VirtualStream::greet() {
    if (!talk_.greeting.empty()) say(talk_.greeting, talk_.delay);
}

void VirtualStream::send(sim::Bytes bytes) {
    if (!is_open_) return;
    while (!bytes.empty()) {
        const sim::Bytes part = bytes.first(std::min(bytes.size(), Flow::kSegment));
        bytes = bytes.subspan(part.size());
        up_.push(part.size(), [this, segment = std::vector<std::uint8_t>(
                                         part.begin(), part.end())] { on_heard(segment); });
    }
}

void VirtualStream::on_heard(const std::vector<std::uint8_t>& bytes) {
    if (!is_open_) return;
    heard_ += bytes.size();
    down_.push(kHandshakeBytes, [this, size = bytes.size()] { listener_->on_sent(size); });
    say(bytes, talk_.delay);
    if (ends_after(talk_.reset_after)) {
        is_open_ = false;
        down_.push(kHandshakeBytes, [this] { listener_->on_failed(Error::Reset); });
    } else if (ends_after(talk_.close_after)) {
        is_open_ = false;
        down_.push(kHandshakeBytes, [this] { listener_->on_closed(); });
    }
}

void VirtualStream::say(const std::vector<std::uint8_t>& bytes, sim::Duration hold) {
    for (std::size_t begin = 0; begin < bytes.size(); begin += Flow::kSegment) {
        const std::size_t size = std::min(bytes.size() - begin, Flow::kSegment);
        const auto first = bytes.begin() + static_cast<std::ptrdiff_t>(begin);
        std::vector<std::uint8_t> segment(first, first + static_cast<std::ptrdiff_t>(size));
        down_.push(
            size, [this, said = std::move(segment)] { listener_->on_received(said); },
            begin == 0 ? hold : sim::Duration{});
    }
}

}  // namespace sara::network
