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
      context_{device, settings_, static_cast<int>(role)},
      families_(context_),
      uart_(device.parts.scheduler, end, role == PortRole::Primary ? "uart" : "aux",
            at::SerialSettings::of(settings_),
            role == PortRole::Primary && device.usio() == Device::kUsioModemLines,
            [&device] { device.psm.on_port_asleep(); }),
      interpreter_(device.parts.scheduler, device.parts.trace, uart_, settings_, device,
                   families_.pointers()) {
    context_.urcs = &interpreter_.urcs();
    device.urcs().add(interpreter_.urcs());
    device.psm.add(*this);
    uart_.start(interpreter_);
    if (uart_.is_open()) greet();
    device.sms.open();
}

AtPort::~AtPort() {
    context_.device.psm.remove(*this);
    context_.device.urcs().remove(interpreter_.urcs());
}

// Only at a fixed speed: with autobaud nothing is sent before the first AT.  [AD 5.2.1]
void AtPort::greet() {
    if (const auto text = greeting(settings_)) interpreter_.urcs().post(*text);
}

}  // namespace sara::commands
