#include "models/network/sim_chip.hpp"

namespace sara::network {

namespace {

constexpr int kPinTries = 3;   // [TS 31.101 9.5.1]
constexpr int kPukTries = 10;  // [TS 31.101 9.5.1]

}  // namespace

void SimChip::set_present(bool present) {
    if (present == data_.present) return;
    data_.present = present;
    power_off();
    listeners_.tell(&SimHolderListener::on_card_moved, present);
}

PinVerdict SimChip::compare(std::string_view pin) {
    if (is_pin_blocked()) return PinVerdict::Blocked;
    if (pin != data_.pin) {
        --data_.pin_tries;
        return PinVerdict::Wrong;
    }
    data_.pin_tries = kPinTries;
    return PinVerdict::Ok;
}

PinVerdict SimChip::verify(std::string_view pin) {
    const PinVerdict verdict = compare(pin);
    if (verdict == PinVerdict::Ok) is_verified_ = true;
    return verdict;
}

PinVerdict SimChip::unblock(std::string_view puk, std::string_view new_pin) {
    if (is_puk_blocked()) return PinVerdict::Blocked;
    if (puk != data_.puk) {
        --data_.puk_tries;
        return PinVerdict::Wrong;
    }
    data_.puk_tries = kPukTries;
    data_.pin_tries = kPinTries;
    data_.pin = new_pin;
    data_.pin_enabled = true;
    is_verified_ = true;
    return PinVerdict::Ok;
}

PinVerdict SimChip::enable_pin(bool enabled, std::string_view pin) {
    const PinVerdict verdict = compare(pin);
    if (verdict != PinVerdict::Ok) return verdict;
    data_.pin_enabled = enabled;
    is_verified_ = true;
    return verdict;
}

PinVerdict SimChip::change_pin(std::string_view old_pin, std::string_view new_pin) {
    if (!data_.pin_enabled) return PinVerdict::NotAllowed;
    const PinVerdict verdict = compare(old_pin);
    if (verdict == PinVerdict::Ok) data_.pin = new_pin;
    return verdict;
}

}  // namespace sara::network
