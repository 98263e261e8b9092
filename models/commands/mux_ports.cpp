#include "models/commands/mux_ports.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace sara::commands {

namespace {

constexpr int kPrimaryUart = 1;  // channels are of the primary UART

/// By +USIO variant.  [at-syntax 8.1]
constexpr std::array<mux::Channels, 5> kChannels = {{
    {.at = 3, .gnss = true},
    {.at = 3, .gnss = true},
    {.at = 2, .gnss = true},
    {.at = 3, .gnss = true},
    {.at = 3, .gnss = false},
}};

// A flash that was furnished with another variant has those of the first.
mux::Channels channels_of(int usio) {
    const auto variant = static_cast<std::size_t>(usio);
    return kChannels.at(variant < kChannels.size() ? variant : 0);
}

}  // namespace

MuxPorts::ChannelPort::ChannelPort(Device& device, at::Settings uart, Multiplexing& mux,
                                   mux::Channel& channel)
    : settings(std::move(uart)),
      session({.device = device,
               .settings = settings,
               .number = kPrimaryUart,
               .multiplexing = &mux,
               .is_channel = true},
              channel) {
    channel.listen(session.interpreter());
}

MuxPorts::MuxPorts(Device& device, at::Uart& uart, at::PortSwitch& own,
                   const at::Settings& settings)
    : device_(device),
      uart_(uart),
      own_(own),
      settings_(settings),
      channels_(channels_of(device.usio())),
      multiplexer_(device.parts.scheduler, uart, channels_,
                   static_cast<mux::MultiplexerListener&>(*this)) {}

/// The settings of a channel are those of the UART at +CMUX.  [at-syntax 9]
void MuxPorts::start(const mux::Parameters& parameters) {
    own_.turn(false);
    for (const auto& [dlci, port] : ports_) port->settings.take_over(settings_);
    uart_.listen(multiplexer_);
    multiplexer_.start(parameters);
}

// The receiver's channel opens, but no receiver speaks: it is off.
void MuxPorts::on_opening(mux::Channel& channel) {
    if (channel.dlci() > channels_.at) return;
    std::unique_ptr<ChannelPort>& port = ports_[channel.dlci()];
    if (port == nullptr) {
        port = std::make_unique<ChannelPort>(device_, settings_, static_cast<Multiplexing&>(*this),
                                             channel);
    }
    channel.apply(port->settings);
}

void MuxPorts::on_closed_down() {
    uart_.listen(*session_);
    own_.turn(true);
}

}  // namespace sara::commands
