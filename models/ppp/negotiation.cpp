#include "models/ppp/negotiation.hpp"

#include <utility>

namespace sara::ppp {

Negotiation::Negotiation(sim::Scheduler& scheduler, sim::Trace& trace, PacketWire& wire,
                         Protocol protocol, std::string_view name)
    : trace_(trace),
      wire_(wire),
      protocol_(protocol),
      name_(name),
      timer_(scheduler.timer(sim::patience("PPP restart"), [this] { on_timer(); })),
      machine_(static_cast<NegotiationEffects&>(*this)) {}

void Negotiation::entered(std::string_view state) {
    trace_.emit(sim::RecordKind::State, name_, {{"state", state}});
}

void Negotiation::send(Code code, std::uint8_t id, sim::Bytes data) {
    const Octets packet =
        encode(ControlPacket{static_cast<std::uint8_t>(code), id, {data.begin(), data.end()}});
    wire_.send_packet(protocol_, packet);
}

// --- what comes

void Negotiation::on_packet(sim::Bytes bytes) {
    const auto packet = parse_control(bytes);
    if (!packet || machine_.state() == NegotiationState::Initial) return;
    switch (static_cast<Code>(packet->code)) {
        case Code::ConfigureRequest:
            return on_request(*packet);
        case Code::ConfigureAck:
        case Code::ConfigureNak:
        case Code::ConfigureReject:
            return on_answer(*packet);
        case Code::TerminateRequest:
            peer_id_ = packet->id;
            return machine_.peer_ends();
        case Code::TerminateAck:
            return machine_.end_agreed();
        case Code::CodeReject:
            return;
        default:
            if (!on_other(*packet)) send(Code::CodeReject, next_id(), bytes);
    }
}

// Rejects go before Naks, and what is fine is not repeated in them.  [RFC 1661 5.3, 5.4]
void Negotiation::on_request(const ControlPacket& packet) {
    const auto options = parse_options(packet.data);
    if (!options) return;
    Options naked;
    Options rejected;
    for (const Option& option : *options) {
        Judgement judgement = judge(option);
        if (judgement.kind == Judgement::Kind::Reject) rejected.push_back(option);
        if (judgement.kind == Judgement::Kind::Nak) {
            naked.push_back({option.type, std::move(judgement.better)});
        }
    }
    peer_id_ = packet.id;
    peer_options_ = packet.data;
    refusal_ = rejected.empty() ? Code::ConfigureNak : Code::ConfigureReject;
    refused_ = rejected.empty() ? std::move(naked) : std::move(rejected);
    if (!refused_.empty()) return machine_.bad_request();
    on_agreed(*options);
    machine_.good_request();
}

// Only the answer to our last request counts.  [RFC 1661 5.2]
void Negotiation::on_answer(const ControlPacket& packet) {
    if (packet.id != id_) return;
    if (packet.code == static_cast<std::uint8_t>(Code::ConfigureAck)) {
        if (packet.data == encode(wanted())) machine_.request_acknowledged();
        return;
    }
    const auto options = parse_options(packet.data);
    if (!options) return;
    const bool is_nak = packet.code == static_cast<std::uint8_t>(Code::ConfigureNak);
    for (const Option& option : *options) {
        if (is_nak) {
            on_naked(option);
        } else {
            on_rejected(option);
        }
    }
    machine_.request_refused();
}

void Negotiation::on_timer() {
    if (tries_left_ > 0) {
        machine_.timed_out();
    } else {
        machine_.gave_up();
    }
}

// --- NegotiationEffects

void Negotiation::begin() {
    request_anew();
}

void Negotiation::request_anew() {
    count_anew();
    request();
}

void Negotiation::request() {
    --tries_left_;
    timer_.restart(kRestart);
    send(Code::ConfigureRequest, next_id(), encode(wanted()));
}

void Negotiation::acknowledge() {
    send(Code::ConfigureAck, peer_id_, peer_options_);
}

void Negotiation::acknowledge_and_open() {
    acknowledge();
    open();
}

void Negotiation::open() {
    timer_.cancel();
    is_up_ = true;
    on_up();
}

void Negotiation::reopen() {
    is_up_ = false;
    on_down();
    request_anew();
}

void Negotiation::reopen_and_acknowledge() {
    reopen();
    acknowledge();
}

void Negotiation::reopen_and_object() {
    reopen();
    object();
}

void Negotiation::agree_and_finish() {
    agree_to_end();
    finish();
}

void Negotiation::start_to_end() {
    if (std::exchange(is_up_, false)) on_down();
    tries_left_ = kMaxTerminate;
    ask_to_end();
}

void Negotiation::ask_to_end() {
    --tries_left_;
    timer_.restart(kRestart);
    send(Code::TerminateRequest, next_id(), {});
}

void Negotiation::finish() {
    timer_.cancel();
    if (std::exchange(is_up_, false)) on_down();
    on_finished();
}

}  // namespace sara::ppp
