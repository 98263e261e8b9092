#include "models/at/autobaud.hpp"

#include "models/at/serial_settings.hpp"

#include <algorithm>
#include <utility>

namespace sara::at {

std::optional<Autobaud::Found> Autobaud::on_bytes(sim::Bytes bytes,
                                                  const sim::LineSettings& measured) {
    const bool is_auto_rate = std::ranges::find(kAutoRates, measured.baud) != kAutoRates.end();
    if (!is_auto_rate || measured.frame != sim::Frame{}) {
        last_ = 0;
        return std::nullopt;
    }
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const std::uint8_t before = std::exchange(last_, bytes[i]);
        const bool is_capital = before == 'A' && bytes[i] == 'T';
        if (is_capital || (before == 'a' && bytes[i] == 't')) {
            return Found{measured.baud, i + 1, is_capital};
        }
    }
    return std::nullopt;
}

}  // namespace sara::at
