#include "models/at/serial_settings.hpp"

namespace sara::at {

namespace {

// +ICF=<format>[,<parity>]; the parity counts for the formats that have one.  [V.250 6.2.11]
sim::Frame frame_of(std::int64_t format, std::int64_t parity) {
    const sim::Parity with = parity == 0 ? sim::Parity::Odd : sim::Parity::Even;
    switch (format) {
        case 1:
            return {.data_bits = 8, .parity = sim::Parity::None, .stop_bits = 2};
        case 2:
            return {.data_bits = 8, .parity = with, .stop_bits = 1};
        case 5:
            return {.data_bits = 7, .parity = with, .stop_bits = 1};
        case 6:
            return {.data_bits = 7, .parity = sim::Parity::None, .stop_bits = 1};
        default:
            return {};
    }
}

// +UPSV=<mode>[,<timeout>]; the timeout in GSM frames of 4.615 ms.
PowerSaving power_saving_of(std::int64_t mode, std::int64_t frames) {
    constexpr sim::Duration kFrame = std::chrono::microseconds(4615);
    return {.mode = static_cast<PowerSaving::Mode>(mode), .idle = kFrame * frames};
}

}  // namespace

SerialSettings SerialSettings::of(const Settings& settings) {
    return {
        .baud = static_cast<std::uint32_t>(settings.number("+IPR")),
        .frame = frame_of(settings.number("+ICF"), settings.number("+ICF", 1)),
        .flow_control = settings.number("&K") != 0,
        .carrier_on_dcd = settings.number("&C") != 0,
        .data_mode_on_dsr = settings.number("&S") != 0,
        .heeds_dtr = settings.number("&D") != 0,
        .power_saving = power_saving_of(settings.number("+UPSV"), settings.number("+UPSV", 1)),
    };
}

}  // namespace sara::at
