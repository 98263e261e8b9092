#include "models/commands/at_port.hpp"

#include "models/commands/catalogue.hpp"

namespace sara::commands {

const at::Catalogue& catalogue() {
    static const at::Catalogue all = Families::make_catalogue();
    return all;
}

AtPort::AtPort(Device& device, sim::LineEnd& end, PortRole role)
    : end_(end),
      settings_(catalogue(), device.parts.storage.nvm),
      device_(device),
      uart_(device.parts.scheduler, end, role == PortRole::Primary ? "uart" : "aux",
            at::SerialSettings::of(settings_),
            role == PortRole::Primary && device.usio() == Device::kUsioModemLines,
            [&device] { device.psm.on_port_asleep(); }),
      own_(uart_) {
    if (role == PortRole::Primary) channels_.emplace(device, uart_, own_, settings_);
    session_.emplace(PortContext{.device = device,
                                 .settings = settings_,
                                 .number = static_cast<int>(role),
                                 .multiplexing = channels_ ? &*channels_ : nullptr},
                     own_);
    if (channels_) channels_->lend_from(interpreter());
    device.psm.add(*this);
    uart_.start(interpreter());
    if (uart_.is_open()) greet();
    device.sms.open();
}

AtPort::~AtPort() {
    device_.psm.remove(*this);
}

// Only at a fixed speed: with autobaud nothing is sent before the first AT.  [AD 5.2.1]
void AtPort::greet() {
    if (const auto text = greeting(settings_)) interpreter().urcs().post(*text);
}

}  // namespace sara::commands
