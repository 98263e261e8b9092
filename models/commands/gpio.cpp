#include "models/commands/gpio.hpp"

#include <algorithm>
#include <charconv>

namespace sara::commands {

namespace {

using at::CmeError;

constexpr int kGnssSupply = 3;
constexpr int kGnssDataReady = 4;
constexpr int kExternalInterrupt = 23;

// Functions of [SI T9] that it ties to no pin, each GPIO has: 2 network status, 10 module status,
// 11 operating mode, 18 ring, 19 last gasp, 24 fast power-off.
// clang-format off
constexpr auto kGpio1   = std::to_array({0, 1, 2, 10, 11, 18, 19, 24});
constexpr auto kGpio2   = std::to_array({0, 1, 2, 10, 11, 18, 19, 24, kGnssSupply});
constexpr auto kGpio3   = std::to_array({0, 1, 2, 10, 11, 18, 19, 24, kGnssDataReady});
constexpr auto kGpio4   = std::to_array({0, 1, 2, 10, 11, 18, 19, 24, 29});  // external GNSS stamp
constexpr auto kGpio5   = std::to_array({0, 1, 2, 10, 11, 18, 19, 24, 7});   // SIM detection
constexpr auto kGpio6   = std::to_array({0, 1, 2, 10, 11, 18, 19, 24, 22});  // time pulse
constexpr auto kExtInt  = std::to_array({kExternalInterrupt});
constexpr auto kSdioCmd = std::to_array({28});                               // external time pulse

constexpr std::array<GpioPin, Gpio::kPins> kPinTable = {{
    {16, kGpio1},
    {19, kGpio6},
    {23, kGpio2},
    {24, kGpio3},
    {25, kGpio4},
    {33, kExtInt},
    {42, kGpio5},
    {46, kSdioCmd},
}};
// clang-format on

std::optional<std::size_t> find(int id) {
    const auto found = std::ranges::find(kPinTable, id, &GpioPin::id);
    if (found == kPinTable.end()) return std::nullopt;
    return static_cast<std::size_t>(found - kPinTable.begin());
}

// How many options a mode has: levels, pulls, edges.
int options_of(int mode) {
    switch (mode) {
        case Gpio::kOutput:
            return 2;
        case Gpio::kInput:
        case kExternalInterrupt:
            return 3;
        default:
            return 0;
    }
}

std::string key_of(std::size_t pin) {
    return "+UGPIOC " + std::to_string(kPinTable[pin].id);
}

Gpio::Function factory_function(int id, bool internal_gnss) {
    if (internal_gnss && id == 23) return {.mode = kGnssSupply};
    if (internal_gnss && id == 24) return {.mode = kGnssDataReady};
    return {};
}

Gpio::Function parse(const std::string& text) {
    Gpio::Function function;
    const char* end = text.data() + text.size();
    const auto [comma, error] = std::from_chars(text.data(), end, function.mode);
    if (error == std::errc() && comma != end) std::from_chars(comma + 1, end, function.option);
    return function;
}

}  // namespace

std::span<const GpioPin, Gpio::kPins> Gpio::pins() {
    return kPinTable;
}

Gpio::Gpio(storage::Nvm& nvm, bool internal_gnss) : nvm_(nvm) {
    for (std::size_t pin = 0; pin < kPins; ++pin) {
        const std::optional<std::string> stored = nvm_.get(key_of(pin));
        const int id = kPinTable[pin].id;
        functions_[pin] = stored ? parse(*stored) : factory_function(id, internal_gnss);
        levels_[pin] = functions_[pin].mode == kOutput ? functions_[pin].option : 0;
    }
}

bool Gpio::has_function(int mode) const {
    return std::ranges::find(functions_, mode, &Function::mode) != functions_.end();
}

std::optional<CmeError> Gpio::configure(int id, int mode, std::optional<int> option) {
    const auto pin = find(id);
    if (!pin) return CmeError::WrongGpio;
    const auto modes = kPinTable[*pin].modes;
    const bool can_have = mode == kDisabled || std::ranges::find(modes, mode) != modes.end();
    if (!can_have) return CmeError::SelectGpioMode;
    const int options = options_of(mode);
    if (option && (*option < 0 || *option >= options)) return CmeError::IncorrectParameters;
    const bool is_shareable = mode == kOutput || mode == kInput || mode == kDisabled;
    for (std::size_t other = 0; other < kPins; ++other) {
        const bool has_it = other != *pin && functions_[other].mode == mode;
        if (has_it && !is_shareable) return CmeError::GpioBusy;
    }
    const Function function{mode, option.value_or(0)};
    const std::string text = std::to_string(function.mode) + ',' + std::to_string(function.option);
    if (!nvm_.set(key_of(*pin), text)) return CmeError::SetGpioDefault;
    functions_[*pin] = function;
    levels_[*pin] = mode == kOutput ? function.option : 0;
    return std::nullopt;
}

std::optional<CmeError> Gpio::read(int id, int& level) const {
    constexpr int kPullUp = 1;
    const auto pin = find(id);
    if (!pin) return CmeError::WrongGpio;
    const Function function = functions_[*pin];
    if (function.mode != kOutput && function.mode != kInput) return CmeError::ReadGpio;
    // Nothing drives an input: its pull decides.
    level = function.mode == kOutput ? levels_[*pin] : static_cast<int>(function.option == kPullUp);
    return std::nullopt;
}

std::optional<CmeError> Gpio::write(int id, int level) {
    const auto pin = find(id);
    if (!pin) return CmeError::WrongGpio;
    if (functions_[*pin].mode != kOutput) return CmeError::WriteGpio;
    levels_[*pin] = level;
    return std::nullopt;
}

}  // namespace sara::commands
