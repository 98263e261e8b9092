#include "models/network/virtual_http.hpp"

#include "models/network/virtual_tls.hpp"

#include <algorithm>
#include <utility>

namespace sara::network {

namespace {

constexpr std::size_t kHeadBytes = 200;  ///< request or status line with headers  [assumed]

}  // namespace

VirtualHttpExchange::VirtualHttpExchange(VirtualParts parts, HttpRequest request,
                                         HttpListener& listener)
    : parts_(parts),
      request_(std::move(request)),
      listener_(listener),
      up_(parts.link, Direction::Up),
      down_(parts.link, Direction::Down) {
    dial_.emplace(parts_, up_, down_, request_.server,
                  [this](Result<VirtualServer*, Error> outcome) { on_dialled(outcome); });
}

void VirtualHttpExchange::on_dialled(Result<VirtualServer*, Error> outcome) {
    if (outcome.has_error()) return listener_.on_failed(outcome.error());
    VirtualServer& server = **outcome;
    if (server.http) server_ = &*server.http;
    if (!request_.is_secure) {
        return server_ == nullptr || server.spec.is_secure() ? fail(Error::Reset) : send_request();
    }
    shake_tls(up_, down_, request_.tls, server, [this](bool agreed) {
        if (!agreed) return listener_.on_failed(Error::SecureFailed);
        return server_ == nullptr ? fail(Error::Reset) : send_request();
    });
}

void VirtualHttpExchange::fail(Error error) {
    up_.push(kHandshakeBytes, [this, error] {
        down_.push(kHandshakeBytes, [this, error] { listener_.on_failed(error); });
    });
}

void VirtualHttpExchange::send_request() {
    std::size_t left = kHeadBytes + request_.path.size() + request_.body.size();
    for (; left > Flow::kSegment; left -= Flow::kSegment) up_.push(Flow::kSegment, [] {});
    up_.push(left, [this] { on_request(); });
}

void VirtualHttpExchange::on_request() {
    answer_ = server_->answer(request_);
    parts_.trace.emit(sim::RecordKind::Note, "network",
                      {{"http", request_.method},
                       {"path", request_.path},
                       {"status", static_cast<std::int64_t>(answer_.status)}});
    if (server_->is_disturbed()) {
        parts_.trace.emit(sim::RecordKind::Note, "network", {{"disturbed", request_.path}});
    }
    const HttpHead head{answer_.status, reason_of(answer_.status), answer_.headers};
    down_.pace(answer_.rate);
    down_.push(
        kHeadBytes, [this, head] { listener_.on_head(head); }, answer_.delay);
    send_answer();
}

void VirtualHttpExchange::send_answer() {
    for (std::size_t at = answer_.begin; at < answer_.end; at += Flow::kSegment) {
        const std::size_t size = std::min(answer_.end - at, Flow::kSegment);
        down_.push(size, [this, at] {
            const std::size_t piece = std::min(answer_.end - at, Flow::kSegment);
            listener_.on_body(sim::Bytes(*answer_.body).subspan(at, piece));
        });
    }
    if (answer_.breaks) {
        down_.push(kHandshakeBytes, [this] { listener_.on_failed(Error::Reset); });
    } else {
        down_.push(kHandshakeBytes, [this] { listener_.on_done(); });
    }
}

}  // namespace sara::network
