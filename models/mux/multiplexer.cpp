#include "models/mux/multiplexer.hpp"

#include <algorithm>
#include <utility>

namespace sara::mux {

Multiplexer::Multiplexer(sim::Scheduler& scheduler, at::Port& wire, const Channels& channels,
                         MultiplexerListener& listener)
    : wire_(wire),
      listener_(listener),
      patience_(scheduler.timer(sim::patience("+CMUX"), [this] { close_down(); })) {
    for (int dlci = 1; dlci <= channels.at + (channels.gnss ? 1 : 0); ++dlci) {
        channels_.push_back(
            std::make_unique<Channel>(scheduler, static_cast<ChannelWire&>(*this), dlci));
    }
}

void Multiplexer::start(const Parameters& parameters) {
    parameters_ = parameters;
    parser_.start(parameters.max_info);
    is_on_ = true;
    has_control_ = false;
    is_stopped_ = false;
    patience_.restart(kPatience);
}

void Multiplexer::on_bytes(sim::Bytes bytes) {
    for (const std::uint8_t byte : bytes) {
        if (!is_on_) return;
        if (const auto frame = parser_.on_byte(byte)) on_frame(*frame);
    }
}

void Multiplexer::on_drained() {
    for (const auto& channel : channels_) channel->on_drained();
}

// --- frames

void Multiplexer::on_frame(const Frame& frame) {
    patience_.cancel();
    switch (frame.type) {
        case FrameType::Sabm:
            return on_set_up(frame);
        case FrameType::Disc:
            return on_disconnect(frame);
        case FrameType::Ui:
        case FrameType::Uih:
            return on_information(frame);
        case FrameType::Ua:
        case FrameType::Dm:
            return;  // answers, and we command no channel to open or close
    }
}

// The control channel comes first.  [TS 27.010 5.7.1: N2 times SABM on DLCI 0]
void Multiplexer::on_set_up(const Frame& frame) {
    Channel* channel = find(frame.dlci);
    const bool is_control = frame.dlci == 0;
    if (!is_control && (channel == nullptr || !has_control_)) return respond(frame, FrameType::Dm);
    respond(frame, FrameType::Ua);
    if (is_control) {
        has_control_ = true;
    } else {
        listener_.on_opening(*channel);
        channel->open();
    }
}

// [TS 27.010 5.3.4, 5.4.2]
void Multiplexer::on_disconnect(const Frame& frame) {
    if (!is_open(frame.dlci)) return respond(frame, FrameType::Dm);
    respond(frame, FrameType::Ua);
    if (frame.dlci == 0) return close_down();
    find(frame.dlci)->close();
}

void Multiplexer::on_information(const Frame& frame) {
    if (!is_open(frame.dlci)) {
        if (frame.pf) respond(frame, FrameType::Dm);
        return;
    }
    if (frame.dlci != 0) return find(frame.dlci)->on_data(frame.info);
    for (const ControlMessage& message : control_messages(frame.info)) {
        if (message.is_command) {
            on_command(message);
        } else if (message.type == ControlType::ModemStatus) {
            on_status(message);
        }
        if (!is_on_) return;
    }
}

// F is the P of the command.  [TS 27.010 5.4.4.2]
void Multiplexer::respond(const Frame& to, FrameType type) {
    wire_.send(encode(Frame{.type = type, .dlci = to.dlci, .cr = true, .pf = to.pf}));
}

void Multiplexer::send_data(int dlci, std::string_view bytes) {
    const sim::Bytes info = sim::as_bytes(bytes);
    wire_.send(encode(Frame{.dlci = dlci, .info = {info.begin(), info.end()}}));
}

// --- control channel

void Multiplexer::send_control(const ControlMessage& message) {
    wire_.send(encode(Frame{.info = encode(message)}));
}

void Multiplexer::on_command(const ControlMessage& command) {
    switch (command.type) {
        case ControlType::Test:
        case ControlType::PowerSaving:
            return answer(command);
        case ControlType::FlowOn:
        case ControlType::FlowOff:
            answer(command);
            return set_stopped(command.type == ControlType::FlowOff);
        case ControlType::CloseDown:
            answer(command);
            return close_down();
        case ControlType::ModemStatus:
            answer(command);
            return on_status(command);
        case ControlType::ParameterNegotiation:
            return negotiate(command);
        case ControlType::NotSupported:
            break;
    }
    constexpr std::uint8_t kCommandBit = 0x02;
    const auto type = static_cast<std::uint8_t>(command.type);
    send_control({.type = ControlType::NotSupported,
                  .is_command = false,
                  .value = {static_cast<std::uint8_t>(type | kCommandBit)}});
}

// The same message as a response.
void Multiplexer::answer(const ControlMessage& command) {
    ControlMessage response = command;
    response.is_command = false;
    send_control(response);
}

void Multiplexer::on_status(const ControlMessage& message) {
    constexpr std::size_t kSignalsAt = 1;
    constexpr unsigned kDlciShift = 2;
    if (message.value.size() <= kSignalsAt) return;
    const int dlci = message.value.front() >> kDlciShift;
    if (dlci == 0 || !is_open(dlci)) return;
    if (message.is_command) {
        find(dlci)->on_status(message.value[kSignalsAt]);
    } else {
        find(dlci)->on_status_taken();
    }
}

// UIH frames, and no more than our N1: the rest of a proposal stands.  [TS 27.010 5.4.6.3.1]
void Multiplexer::negotiate(ControlMessage proposal) {
    constexpr std::size_t kOctets = 8;
    constexpr std::size_t kFrameKind = 1;
    constexpr std::size_t kLow = 4;
    constexpr std::size_t kHigh = 5;
    constexpr unsigned kBitsOfOctet = 8;
    constexpr std::size_t kLowOctet = 0xFF;
    if (proposal.value.size() != kOctets) return;
    const std::size_t proposed =
        proposal.value[kLow] | static_cast<std::size_t>(proposal.value[kHigh]) << kBitsOfOctet;
    const std::size_t agreed = std::clamp<std::size_t>(proposed, 1, parameters_.max_info);
    constexpr int kDlciBits = 0x3F;
    if (Channel* channel = find(proposal.value.front() & kDlciBits)) channel->limit(agreed);
    proposal.value[kFrameKind] = 0;
    proposal.value[kLow] = static_cast<std::uint8_t>(agreed & kLowOctet);
    proposal.value[kHigh] = static_cast<std::uint8_t>(agreed >> kBitsOfOctet);
    answer(proposal);
}

void Multiplexer::set_stopped(bool stopped) {
    is_stopped_ = stopped;
    for (const auto& channel : channels_) channel->flush();
}

void Multiplexer::close_down() {
    is_on_ = false;
    patience_.cancel();
    for (const auto& channel : channels_) channel->close();
    listener_.on_closed_down();
}

Channel* Multiplexer::find(int dlci) {
    const bool exists = dlci > 0 && static_cast<std::size_t>(dlci) <= channels_.size();
    return exists ? &channel(dlci) : nullptr;
}

bool Multiplexer::is_open(int dlci) {
    if (dlci == 0) return has_control_;
    const Channel* found = find(dlci);
    return found != nullptr && found->is_open();
}

}  // namespace sara::mux
