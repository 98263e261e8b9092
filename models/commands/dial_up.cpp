#include "models/commands/dial_up.hpp"

#include "models/commands/port_context.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace sara::commands {

namespace {

using at::Reply;
using at::ResultCode;
using network::Address;
using network::PdpFault;

// The DTE and the module make a network of their own.  [at-syntax 10; IP 4.1.1]
ppp::Addressing addressing_of(int cid, const network::PdnGrant& grant) {
    constexpr int kFirstNetwork = 200;
    const auto network = static_cast<std::uint8_t>(kFirstNetwork + cid);
    ppp::Addressing addressing{.host = Address::v4({192, 168, network, 1}),
                               .module = Address::v4({192, 168, network, 2}),
                               .dns = grant.dns};
    std::erase_if(addressing.dns, [](const Address& server) { return server.is_v6(); });
    return addressing;
}

constexpr int kHangsUp = 2;  // &D

}  // namespace

DialUp::DialUp(const ppp::Session::Parts& parts, network::PdpContexts& contexts,
               network::Registration& registration)
    : parts_(parts),
      contexts_(contexts),
      registration_(registration),
      subscription_(contexts.listeners(), *this) {}

DialUp::~DialUp() = default;

Reply DialUp::dial(int number, PortContext& caller) {
    const std::optional<int> cid = context_for(number);
    if (state_ != State::Idle || !cid) return Reply::error();
    has_opened_ = contexts_.connection(*cid) == nullptr;
    if (has_opened_) {
        const auto fault = contexts_.activate(*cid);
        const bool is_refused = fault == PdpFault::TypeRefused || fault == PdpFault::TooMany;
        if (fault) return is_refused ? Reply::result(ResultCode::NoCarrier) : Reply::error();
    }
    cid_ = *cid;
    const network::PdnGrant& grant = contexts_.connection(cid_)->grant;
    if (!grant.v4) {
        release();
        return Reply::result(ResultCode::NoCarrier);
    }
    state_ = State::Calling;
    caller_ = &caller;
    port_ = nullptr;
    is_started_ = false;
    session_.emplace(parts_, addressing_of(cid_, grant), static_cast<ppp::SessionListener&>(*this));
    return Reply::connect(*this);
}

// The n-th active context; behind the last of them, the context of that number.  [IP 4.1]
std::optional<int> DialUp::context_for(int number) const {
    const std::vector<int> active = contexts_.active();
    if (static_cast<std::size_t>(number) <= active.size()) {
        return active[static_cast<std::size_t>(number - 1)];
    }
    return contexts_.definitions().contains(number) ? std::optional(number) : std::nullopt;
}

Reply DialUp::resume(const PortContext& caller) {
    if (state_ != State::Paused || caller_ != &caller) {
        return Reply::result(ResultCode::NoCarrier);
    }
    state_ = State::Calling;
    return Reply::connect(*this);
}

void DialUp::hang_up(const PortContext& caller) {
    if (state_ != State::Paused || caller_ != &caller) return;
    session_->stop();
    port_->drop_carrier();
    release();
}

void DialUp::on_data_mode(at::DataPort& port) {
    port_ = &port;
    if (state_ == State::Lost) {
        release();
        return port.leave_data(Reply::result(ResultCode::NoCarrier));
    }
    state_ = State::Online;
    if (!std::exchange(is_started_, true)) session_->start();
}

// On a channel the session ends; on the UART &D decides.  [at-syntax 7]
void DialUp::on_dtr_off() {
    const bool ends = caller_->is_channel || caller_->settings.number("&D") == kHangsUp;
    if (ends) {
        end();
    } else {
        pause();
    }
}

// What comes while the DTE gives commands is lost, as on a busy line.
void DialUp::send(std::string_view bytes) {
    if (state_ == State::Online) port_->send_data(bytes);
}

void DialUp::pause() {
    state_ = State::Paused;
    port_->pause_data(Reply::ok());
}

void DialUp::on_context_down(int cid, network::ContextEnd /*how*/) {
    if (state_ == State::Idle || cid != cid_) return;
    has_opened_ = false;
    end();
}

void DialUp::end() {
    session_->stop();
    switch (state_) {
        case State::Calling:
            state_ = State::Lost;
            return;
        case State::Online:
            release();
            return port_->leave_data(Reply::result(ResultCode::NoCarrier));
        case State::Paused:
            port_->drop_carrier();
            caller_->post(text_of(ResultCode::NoCarrier));
            return release();
        case State::Idle:
        case State::Lost:
            return;
    }
}

// A context that the call has opened goes with it.  [IP 4.1.5]
void DialUp::release() {
    state_ = State::Idle;
    caller_ = nullptr;
    if (std::exchange(has_opened_, false)) contexts_.deactivate(cid_);
}

}  // namespace sara::commands
