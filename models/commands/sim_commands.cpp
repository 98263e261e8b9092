#include "models/commands/sim_commands.hpp"

#include <fmt/format.h>

#include <optional>

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Persists;
using at::Reply;
using at::Request;
using network::PinVerdict;
using network::SimState;

constexpr std::size_t kPinDigits = 8;

constexpr auto kPin = std::to_array<Parameter>({
    {.name = "pin", .type = ParameterType::Text, .max_length = kPinDigits},
    {.name = "newpin", .type = ParameterType::Text, .optional = true, .max_length = kPinDigits},
});
constexpr auto kLock = std::to_array<Parameter>({
    {.name = "fac", .type = ParameterType::Text, .values = "\"SC\""},
    {.name = "mode", .values = "0-2"},
    {.name = "passwd", .type = ParameterType::Text, .optional = true, .max_length = kPinDigits},
    {.name = "class", .values = "1-255", .optional = true},
});
constexpr auto kPassword = std::to_array<Parameter>({
    {.name = "fac", .type = ParameterType::Text, .values = "\"SC\""},
    {.name = "oldpwd", .type = ParameterType::Text, .max_length = kPinDigits},
    {.name = "newpwd", .type = ParameterType::Text, .max_length = kPinDigits},
});
constexpr auto kStatus =
    std::to_array<Parameter>({{.name = "mode", .values = "0-7", .initial = "0"}});

constexpr int kQuery = 2;  // <mode> of +CLCK
constexpr int kInternational = 145;
constexpr int kNational = 129;

/// Bits of +USIMSTAT.  [AD 9.1.1]
enum class StatusBit { SimInitialisation = 1, PhonebookInitialisation = 2 };

bool is_pin(std::string_view digits) {
    constexpr std::size_t kFewest = 4;
    return digits.size() >= kFewest &&
           digits.find_first_not_of("0123456789") == std::string_view::npos;
}

Reply reply_to(PinVerdict verdict) {
    switch (verdict) {
        case PinVerdict::Ok:
            return Reply::ok();
        case PinVerdict::Wrong:
            return Reply::error(CmeError::IncorrectPassword);
        case PinVerdict::Blocked:
            return Reply::error(CmeError::SimPukRequired);
        case PinVerdict::NotAllowed:
            break;
    }
    return Reply::error(CmeError::OperationNotAllowed);
}

// <state> of +UUSIMSTAT; the PUK's own, 3, is never sent.  [sf][IN 1433]
std::optional<int> status_of(SimState state) {
    switch (state) {
        case SimState::Absent:
            return 0;
        case SimState::PinRequired:
            return 1;
        case SimState::PukRequired:
            return 2;
        case SimState::Blocked:
            return 4;
        case SimState::Ready:
            return 6;
        case SimState::Initialising:
            break;
    }
    return std::nullopt;
}
constexpr int kPhonebookReady = 7;

}  // namespace

std::span<const at::Command<SimCommands>> SimCommands::commands() {
    using Self = SimCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command     forms  parameters  handlers                                                   attributes
        { "+CCID",     "ART", {},         {.action = &Self::iccid, .read = &Self::iccid},            {.source = "[at-commands 2.1]"} },
        { "+CIMI",     "AT",  {},         {.action = &Self::imsi},                                   {.needs_pin = true, .source = "[at-commands 2.1]"} },
        { "+CLCK",     "ST",  kLock,      {.set = &Self::lock, .test = &Self::locks},                {.needs_pin = true, .source = "[TS 27.007 7.4]"} },
        { "+CNUM",     "AT",  {},         {.action = &Self::own_number},                             {.needs_pin = true, .source = "[at-commands 2.15]"} },
        { "+CPIN",     "SRT", kPin,       {.set = &Self::enter_pin, .read = &Self::pin_state},       {.source = "[module-behaviour 8]"} },
        { "+CPWD",     "ST",  kPassword,  {.set = &Self::change_password, .test = &Self::passwords}, {.needs_pin = true, .source = "[TS 27.007 7.5]"} },
        { "+UPINCNT",  "AT",  {},         {.action = &Self::tries},                                  {.source = "[module-behaviour 8]"} },
        { "+USIMSTAT", "SRT", kStatus,    {},                                                        {.persists = Persists::Nvm, .source = "[AD 9.1.1]"} },
    });
    // clang-format on
    return kCommands;
}

// --- what is on it

/// The ICCID can be read without the PIN.  Errors: CME 10 without a card, 14 before it is ready.
Reply SimCommands::iccid(const Request&) {
    if (sim_.state() == SimState::Absent) return Reply::error(CmeError::SimNotInserted);
    if (sim_.state() == SimState::Initialising) return Reply::error(CmeError::SimBusy);
    return Reply::text("+CCID: " + sim_.data().iccid);
}

Reply SimCommands::imsi(const Request&) {
    return Reply::text(sim_.data().imsi);
}

Reply SimCommands::own_number(const Request&) {
    const std::string& number = sim_.data().number;
    if (number.empty()) return Reply::ok();
    const int type = number.starts_with('+') ? kInternational : kNational;
    return Reply::text(fmt::format("+CNUM: \"\",\"{}\",{}", number, type));
}

// --- PIN and PUK

Reply SimCommands::pin_state(const Request&) {
    switch (sim_.state()) {
        case SimState::Ready:
            return Reply::text("+CPIN: READY");
        case SimState::PinRequired:
            return Reply::text("+CPIN: SIM PIN");
        case SimState::PukRequired:
            return Reply::text("+CPIN: SIM PUK");
        default:
            return Reply::error(*context_.device.sim_error());
    }
}

/// AT+CPIN="<pin>" or, when the PUK is asked for, "<puk>","<newpin>".  Errors: CME 10 and 14 while
/// there is no SIM to ask; 3 if nothing is asked for; 12 if it is the PUK; 16 for a wrong one.
Reply SimCommands::enter_pin(const Request& request) {
    const auto code = *request.get<std::string_view>(0);
    const auto new_pin = request.get<std::string_view>(1);
    if (!is_pin(code) || (new_pin && !is_pin(*new_pin))) {
        return Reply::error(CmeError::OperationNotSupported);
    }
    switch (sim_.state()) {
        case SimState::PinRequired:
            return reply_to(new_pin ? PinVerdict::NotAllowed : sim_.enter_pin(code));
        case SimState::PukRequired:
            return new_pin ? reply_to(sim_.unblock(code, *new_pin))
                           : Reply::error(CmeError::SimPukRequired);
        case SimState::Ready:
            return Reply::error(CmeError::OperationNotAllowed);
        default:
            return Reply::error(*context_.device.sim_error());
    }
}

/// Tries left of PIN, PIN2, PUK, PUK2; nothing ever asks for the second ones.
Reply SimCommands::tries(const Request&) {
    if (sim_.state() == SimState::Absent || sim_.state() == SimState::Initialising) {
        return Reply::error(*context_.device.sim_error());
    }
    const network::SimSpec& card = sim_.data();
    return Reply::text(fmt::format("+UPINCNT: {},3,{},10", card.pin_tries, card.puk_tries));
}

/// AT+CLCK="SC",<mode>[,"<pin>"]: asks for the PIN from now on, or no longer; 2 reads.  Errors:
/// CME 16 for a wrong PIN, 4 without one.
Reply SimCommands::lock(const Request& request) {
    const int mode = *request.get<int>(1);
    if (mode == kQuery) {
        return Reply::text(fmt::format("+CLCK: {:d}", sim_.data().pin_enabled));
    }
    const auto pin = request.get<std::string_view>(2);
    if (!pin) return Reply::error(CmeError::OperationNotSupported);
    return reply_to(sim_.enable_pin(mode == 1, *pin));
}

Reply SimCommands::locks(const Request&) {
    return Reply::text("+CLCK: (\"SC\")");
}

/// AT+CPWD="SC","<old>","<new>".  Errors: CME 3 while the card asks for no PIN, 16 for a wrong one.
Reply SimCommands::change_password(const Request& request) {
    const auto new_pin = *request.get<std::string_view>(2);
    if (!is_pin(new_pin)) return Reply::error(CmeError::OperationNotSupported);
    return reply_to(sim_.change_pin(*request.get<std::string_view>(1), new_pin));
}

Reply SimCommands::passwords(const Request&) {
    return Reply::text(fmt::format("+CPWD: (\"SC\",{})", kPinDigits));
}

// --- URCs

void SimCommands::on_sim_changed(SimState state) {
    const auto bits = context_.settings.number("+USIMSTAT");
    const auto has = [&](StatusBit bit) { return (bits & static_cast<int>(bit)) != 0; };
    const auto status = status_of(state);
    if (status && has(StatusBit::SimInitialisation)) {
        context_.post(fmt::format("+UUSIMSTAT: {}", *status));
    }
    if (state == SimState::Ready && has(StatusBit::PhonebookInitialisation)) {
        context_.post(fmt::format("+UUSIMSTAT: {}", kPhonebookReady));
    }
}

}  // namespace sara::commands
