#include "models/commands/functionality.hpp"

#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace sara::commands {

namespace {

constexpr std::string_view kStored = "+CFUN";
constexpr std::string_view kAfterReset = "+CFUN after reset";

std::optional<int> mode_of(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    int mode = Functionality::kFull;
    std::from_chars(text->data(), text->data() + text->size(), mode);
    return mode;
}

}  // namespace

Functionality::Functionality(storage::Nvm& nvm, network::SimCard& sim,
                             network::Registration& registration, bool stack_down)
    : nvm_(nvm), sim_(sim), registration_(registration), is_stack_down_(stack_down) {
    if (is_stack_down_) sim_.deactivate();
    if (const auto once = mode_of(nvm_.get(kAfterReset))) {
        nvm_.erase(kAfterReset);
        set_power_mode(*once);
    } else {
        enter(mode_of(nvm_.get(kStored)).value_or(kFull));
    }
}

bool Functionality::set_power_mode(int mode) {
    if (mode == power_mode_) return true;
    const bool is_stored = nvm_.get(kStored).has_value();
    bool saved = true;
    if (mode == kAirplane) {
        saved = nvm_.set(kStored, std::to_string(mode));
    } else if (is_stored) {
        saved = nvm_.erase(kStored);
    }
    if (saved) enter(mode);
    return saved;
}

bool Functionality::set_after_reset(int mode) {
    return nvm_.set(kAfterReset, std::to_string(mode));
}

void Functionality::restore_stack() {
    if (std::exchange(is_stack_down_, false)) enter(power_mode_);
}

void Functionality::enter(int mode) {
    power_mode_ = mode;
    if (is_stack_down_) return;
    registration_.set_radio(mode == kFull);
    if (mode == kSimOff) {
        sim_.deactivate();
    } else {
        sim_.activate();
    }
}

}  // namespace sara::commands
