#include "models/commands/sms_sending_commands.hpp"

#include "models/commands/sms_settings_commands.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace sara::commands {

namespace {

using at::CmsError;
using at::ErrorClass;
using at::Parameter;
using at::ParameterType;
using at::Reply;
using at::Request;
using storage::SmsMemory;
using storage::SmsStatus;

// In text mode a number and its type, in PDU mode a length; +CMGW's last is a status.
constexpr auto kSend = std::to_array<Parameter>({
    {.name = "da or length", .type = ParameterType::Either},
    {.name = "toda", .values = "0-255", .optional = true},
});
constexpr auto kWrite = std::to_array<Parameter>({
    {.name = "da or length", .type = ParameterType::Either, .optional = true},
    {.name = "toda or stat", .values = "0-255", .optional = true},
    {.name = "stat", .type = ParameterType::Text, .optional = true},
});
constexpr auto kSendStored = std::to_array<Parameter>({
    {.name = "index", .values = "0-255"},
    {.name = "da", .type = ParameterType::Text, .optional = true},
    {.name = "toda", .values = "0-255", .optional = true},
});
Reply error_of(sms::SubmitFault fault) {
    switch (fault) {
        case sms::SubmitFault::NoService:
            return Reply::error(CmsError::NoNetworkService);
        case sms::SubmitFault::Timeout:
            return Reply::error(CmsError::NetworkTimeout);
        case sms::SubmitFault::Rejected:
            break;
    }
    return Reply::error(CmsError::TransferRejected);
}

}  // namespace

std::span<const at::Command<SmsSendingCommands>> SmsSendingCommands::commands() {
    using Self = SmsSendingCommands;
    using namespace std::chrono_literals;
    constexpr auto kCms = ErrorClass::Cms;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command  forms  parameters    handlers                      attributes
        { "+CMGS",  "ST",  kSend,        {.set = &Self::send_prompt},  {.needs_pin = true, .prompts = true, .errors = kCms, .response_time = 60s, .source = "[TS 27.005 3.5.1]"} },
        { "+CMGW",  "AST", kWrite,       {.action = &Self::write_prompt, .set = &Self::write_prompt}, {.needs_pin = true, .prompts = true, .errors = kCms, .source = "[TS 27.005 3.5.3]"} },
        { "+CMSS",  "ST",  kSendStored,  {.set = &Self::send_stored},  {.needs_pin = true, .errors = kCms, .response_time = 60s, .source = "[TS 27.005 3.5.2]"} },
    });
    // clang-format on
    return kCommands;
}

/// Who gets it and how long it is: in text mode a number, in PDU mode a length.
bool SmsSendingCommands::take_target(const Request& request, Draft& draft) const {
    const at::Argument& target = request.arguments()[0];
    if (!view_of(settings_).is_text) {
        const bool is_length = target.kind == at::Argument::Kind::Number && target.number > 0;
        draft.size = is_length ? static_cast<std::size_t>(target.number) : 0;
        return is_length;
    }
    if (target.kind == at::Argument::Kind::Absent) return !draft.is_sent;
    const auto address = sms::make_address(target.text, request.get<int>(1));
    const bool is_number = target.kind == at::Argument::Kind::Text && address;
    if (is_number) draft.peer = *address;
    return is_number;
}

/// AT+CMGS="<da>"[,<toda>] or =<length>: prompts for the text or PDU.  Errors: CMS 304 or 305; 331
/// without a network.
Reply SmsSendingCommands::send_prompt(const Request& request) {
    draft_ = {.is_sent = true, .pending = request.pending()};
    if (!take_target(request, draft_)) return Reply::error(parameter_error(settings_));
    return Reply::prompt({.sign = at::PromptSign::Text, .sink = this});
}

/// AT+CMGW[="<da>"[,<toda>[,"<stat>"]]] or =<length>[,<stat>]: the same for the storage.
Reply SmsSendingCommands::write_prompt(const Request& request) {
    draft_ = {.pending = request.pending()};
    if (!take_target(request, draft_)) return Reply::error(parameter_error(settings_));
    const std::size_t position = view_of(settings_).is_text ? 2 : 1;
    if (request.has(position)) {
        const auto status = find_status(request.arguments()[position].text);
        if (!status) return Reply::error(parameter_error(settings_));
        draft_.status = *status;
    }
    return Reply::prompt({.sign = at::PromptSign::Text, .sink = this});
}

std::optional<Reply> SmsSendingCommands::on_data(sim::Bytes bytes) {
    text_ = sim::as_text(bytes);
    return std::nullopt;
}

Reply SmsSendingCommands::on_stall() {
    return Reply::error(CmsError::UnknownError);
}

Reply SmsSendingCommands::on_end() {
    auto pdu = view_of(settings_).is_text ? compose_text() : compose_pdu();
    if (!pdu) return Reply::error(parameter_error(settings_));
    if (!draft_.is_sent) return store(*pdu);
    return submit(std::move(*pdu), "+CMGS", draft_.pending, std::nullopt);
}

/// The PDU of the hex digits: as long as announced, and of the kind that its status says.
std::optional<sms::Pdu> SmsSendingCommands::compose_pdu() const {
    std::string digits = text_;
    std::erase_if(digits, [](char c) { return c == '\r' || c == '\n' || c == ' '; });
    const auto bytes = sms::from_hex_text(digits);
    const auto pdu = bytes ? sms::split(*bytes) : std::nullopt;
    const auto direction =
        is_received(draft_.status) ? sms::Direction::ToModule : sms::Direction::FromModule;
    const bool is_good =
        pdu && pdu->tpdu.size() == draft_.size && sms::decode(direction, pdu->tpdu);
    return is_good ? pdu : std::nullopt;
}

/// A SUBMIT with the parameters of +CSMP.
std::optional<sms::Pdu> SmsSendingCommands::compose_text() const {
    const auto octet = [&](std::size_t position) {
        return static_cast<std::uint8_t>(settings_.number("+CSMP", position));
    };
    std::string text = text_;
    std::erase(text, '\n');  // a line of the text ends with CR  [TS 27.005 3.5.1]
    const auto user = sms::encode_text(text, octet(3));
    if (!user || is_received(draft_.status)) return std::nullopt;
    sms::Tpdu tpdu;
    tpdu.first_octet = static_cast<std::uint8_t>((octet(0) & ~sms::kTypeMask) | sms::kSubmitType);
    tpdu.peer = draft_.peer;
    tpdu.protocol = octet(2);
    tpdu.user = *user;
    const int format = tpdu.first_octet & sms::kValidityMask;
    if (format == sms::kRelativeValidity) tpdu.validity = {octet(1)};
    if (format != 0 && format != sms::kRelativeValidity) return std::nullopt;
    return sms::Pdu{service_centre(), sms::encode(tpdu)};
}

sms::Address SmsSendingCommands::service_centre() const {
    const std::string stored =
        store_.service_centre().value_or('"' + device_.parts.profile.service_centre + '"');
    const std::size_t closing = stored.find('"', 1);
    return sms::make_address(std::string_view(stored).substr(1, closing - 1), {})
        .value_or(sms::Address{});
}

Reply SmsSendingCommands::store(const sms::Pdu& pdu) {
    const SmsMemory memory = memory_of(settings_, 1);
    if (store_.is_full(memory)) return Reply::error(CmsError::MemoryFull);
    const auto place = store_.add(memory, {draft_.status, sms::encode(pdu)});
    if (!place) return Reply::error(CmsError::MemoryFailure);
    return Reply::text(fmt::format("+CMGW: {}", *place));
}

/// AT+CMSS=<index>[,"<da>"[,<toda>]].  Errors: CMS 321 for an empty place, 302 for a message that
/// was received, 304 or 305 for what is no number, 331 without a network.
Reply SmsSendingCommands::send_stored(const Request& request) {
    const auto place = request.get<std::size_t>(0).value_or(0);
    const auto message = store_.get(memory_of(settings_, 0), place);
    if (!message) return Reply::error(CmsError::InvalidMemoryIndex);
    auto pdu = sms::split(message->pdu);
    auto tpdu = pdu ? sms::decode(sms::Direction::FromModule, pdu->tpdu) : std::nullopt;
    if (!tpdu || is_received(message->status)) return Reply::error(CmsError::OperationNotAllowed);
    if (const auto number = request.get<std::string_view>(1)) {
        const auto address = sms::make_address(*number, request.get<int>(2));
        if (!address) return Reply::error(parameter_error(settings_));
        tpdu->peer = *address;
    }
    if (tpdu->peer.number.empty()) return Reply::error(parameter_error(settings_));
    pdu->tpdu = sms::encode(*tpdu);
    return submit(std::move(*pdu), "+CMSS", request.pending(), place);
}

/// Hands a SUBMIT to the network under the next reference; `place` is where it is stored.
Reply SmsSendingCommands::submit(sms::Pdu pdu, std::string_view command, at::PendingCommand pending,
                                 std::optional<std::size_t> place) {
    if (!device_.registration.is_registered()) {
        return Reply::error(CmsError::NoNetworkService);
    }
    if (pdu.service_centre.number.empty()) pdu.service_centre = service_centre();
    const std::uint8_t reference = device_.sms.next_reference();
    pdu.tpdu[1] = reference;
    device_.sms.service().submit(pdu, [this, command, pending, place, reference](auto result) {
        if (!result) return pending.finish(error_of(result.error()));
        const SmsMemory memory = memory_of(settings_, 0);
        auto message = place ? store_.get(memory, *place) : std::nullopt;
        if (message) {
            message->status = SmsStatus::StoredSent;
            store_.put(memory, *place, *message);
        }
        pending.finish(Reply::text(fmt::format("{}: {}", command, reference)));
    });
    return Reply::later();
}

}  // namespace sara::commands
