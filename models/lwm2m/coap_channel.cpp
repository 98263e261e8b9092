#include "models/lwm2m/coap_channel.hpp"

#include <utility>

namespace sara::lwm2m {

namespace {

using namespace std::chrono_literals;

// [RFC 7252 4.8], without the random factor; [lwm2m 8]
constexpr sim::Duration kAckTimeout = 2s;
constexpr int kMaxRetransmit = 4;

/// Where identifiers begin: elsewhere after each boot, so that nobody takes a request for one that
/// came before.  [RFC 7252 4.4]
std::uint16_t first_id(sim::Time now) {
    return static_cast<std::uint16_t>(now.time_since_epoch() / 1ms);
}

/// Each wait is half as long again as the one before.  [lwm2m 8]
constexpr sim::Duration longer(sim::Duration wait) {
    return wait + wait / 2;
}

}  // namespace

std::vector<std::uint8_t> token_of(std::uint32_t number) {
    std::vector<std::uint8_t> token;
    for (; number != 0; number >>= 8U) token.push_back(static_cast<std::uint8_t>(number));
    return token;
}

CoapChannel::CoapChannel(sim::Scheduler& scheduler, CoapHandler& handler)
    : handler_(handler),
      last_id_(first_id(scheduler.now())),
      timer_(scheduler.timer("CoAP", [this] { retransmit(); })) {}

void CoapChannel::send(CoapMessage message, Answered answered) {
    message.type = CoapType::Confirmable;
    message.id = ++last_id_;
    if (message.is_request() && message.token.empty()) message.token = token_of(next_token());
    waiting_.push_back({std::move(message), std::move(answered)});
    if (waiting_.size() == 1) send_first();
}

void CoapChannel::clear() {
    waiting_.clear();
    timer_.cancel();
}

void CoapChannel::send_first() {
    retransmissions_ = 0;
    patience_ = kAckTimeout;
    timer_.restart(patience_);
    handler_.on_send(encode(waiting_.front().message));
}

void CoapChannel::retransmit() {
    if (waiting_.empty()) return;
    if (retransmissions_ == kMaxRetransmit) return finish(nullptr);
    ++retransmissions_;
    patience_ = longer(patience_);
    timer_.restart(patience_);
    handler_.on_send(encode(waiting_.front().message));
}

// The next message goes first: whoever hears the answer may clear the channel, or send more.
void CoapChannel::finish(const CoapMessage* answer) {
    timer_.cancel();
    const Answered answered = std::move(waiting_.front().answered);
    waiting_.erase(waiting_.begin());
    if (!waiting_.empty()) send_first();
    if (answered) answered(answer);
}

void CoapChannel::on_bytes(std::span<const std::uint8_t> bytes) {
    const auto message = decode_coap(bytes);
    if (!message) return;
    const bool is_new =
        message->type == CoapType::Confirmable || message->type == CoapType::NonConfirmable;
    if (!is_new) {
        if (!waiting_.empty() && message->id == waiting_.front().message.id) finish(&*message);
    } else if (message->is_request()) {
        on_far_request(*message);
    } else if (message->is_response()) {
        const bool is_wanted = handler_.on_notification(*message);
        CoapMessage reply;
        reply.type = is_wanted ? CoapType::Acknowledgement : CoapType::Reset;
        reply.id = message->id;
        handler_.on_send(encode(reply));
    }
}

void CoapChannel::on_far_request(const CoapMessage& request) {
    if (heard_id_ == request.id) return handler_.on_send(last_answer_);
    heard_id_ = request.id;
    last_answer_ = encode(handler_.on_request(request));
    handler_.on_send(std::vector<std::uint8_t>(last_answer_));
}

}  // namespace sara::lwm2m
