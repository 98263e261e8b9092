#include "models/commands/socket_link.hpp"

#include "models/at/reply.hpp"

#include <algorithm>
#include <utility>

namespace sara::commands {

namespace {

constexpr std::size_t kMostAtOnce = 1024;                                   ///< bytes, as +USOWR
constexpr sim::Duration kCongestionPause = std::chrono::milliseconds(100);  ///< [assumed]

}  // namespace

SocketLink::SocketLink(sim::Scheduler& scheduler, internet::Sockets& sockets)
    : sockets_(sockets),
      escape_(scheduler, *this),
      flush_(scheduler.timer("direct link", [this] { flush(); })) {}

void SocketLink::open(int socket, const LinkTriggers& triggers,
                      const at::EscapeSequence::Settings& escape) {
    socket_ = socket;
    triggers_ = triggers;
    escape_settings_ = escape;
    typed_.clear();
}

void SocketLink::on_data_mode(at::DataPort& port) {
    port_ = &port;
    escape_.start(escape_settings_);
    internet::Socket* socket = sockets_.find(socket_);
    if (socket == nullptr) return on_gone();
    socket->redirect(this);
}

void SocketLink::on_payload(sim::Bytes bytes) {
    typed_.insert(typed_.end(), bytes.begin(), bytes.end());
    const bool has_character =
        std::ranges::any_of(bytes, [this](int byte) { return byte == triggers_.character; });
    if (has_character || typed_.size() >= triggers_.length) return flush();
    flush_.restart(triggers_.timer);
}

void SocketLink::flush() {
    internet::Socket* socket = sockets_.find(socket_);
    while (socket != nullptr && !typed_.empty()) {
        const std::size_t size = std::min(typed_.size(), kMostAtOnce);
        if (socket->write(sim::Bytes(typed_).first(size)).has_error()) {
            return flush_.restart(std::max(triggers_.congestion, kCongestionPause));
        }
        typed_.erase(typed_.begin(), typed_.begin() + static_cast<std::ptrdiff_t>(size));
    }
}

// The socket stays open.
void SocketLink::on_escape() {
    flush();
    flush_.cancel();
    escape_.stop();
    if (internet::Socket* socket = sockets_.find(socket_)) socket->redirect(nullptr);
    std::exchange(port_, nullptr)->leave_data(at::Reply::text("DISCONNECT"));
}

// +UUSOCL follows.  [at-commands 2.7]
void SocketLink::on_gone() {
    flush_.cancel();
    escape_.stop();
    std::exchange(port_, nullptr)->leave_data(at::Reply::result(at::ResultCode::Disconnect));
}

}  // namespace sara::commands
