#include "models/commands/sms_format.hpp"

#include "models/at/reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sara::commands {

namespace {

using sms::Direction;
using storage::SmsStatus;

constexpr auto kStatuses =
    std::to_array<std::string_view>({"REC UNREAD", "REC READ", "STO UNSENT", "STO SENT"});

/// A stored message taken apart.
struct Opened {
    sms::Pdu pdu;
    sms::Tpdu tpdu;
};

std::optional<Opened> open(const storage::StoredSms& message) {
    auto pdu = sms::split(message.pdu);
    if (!pdu) return std::nullopt;
    const auto direction =
        is_received(message.status) ? Direction::ToModule : Direction::FromModule;
    auto tpdu = sms::decode(direction, pdu->tpdu);
    if (!tpdu) return std::nullopt;
    return Opened{std::move(*pdu), std::move(*tpdu)};
}

std::string in_quotes(std::string_view text) {
    return text.empty() ? std::string() : fmt::format("\"{}\"", text);
}

/// A text may have line breaks of its own.
std::string body(std::string text) {
    std::erase(text, '\n');
    return text;
}

std::string line_break(std::string header, std::string_view data) {
    return std::move(header) + at::Reply::kLineBreak + std::string(data);
}

/// <fo>,<mr>,<ra>,<tora>,<scts>,<dt>,<st> of a status report.
std::string report_fields(const sms::Tpdu& tpdu) {
    return fmt::format("{},{},{},{},{},{},{}", tpdu.first_octet, tpdu.reference,
                       in_quotes(tpdu.peer.number), tpdu.peer.type,
                       in_quotes(sms::decode_time(tpdu.time)),
                       in_quotes(sms::decode_time(tpdu.discharge)), tpdu.status);
}

/// ,<tooa>,<fo>,<pid>,<dcs>,[<vp>,]<sca>,<tosca>,<length>
std::string header_fields(const Opened& opened) {
    const sms::Tpdu& tpdu = opened.tpdu;
    const bool is_submit = tpdu.direction == Direction::FromModule;
    const std::string validity =
        is_submit ? (tpdu.validity.size() == 1 ? fmt::format("{},", tpdu.validity[0]) : ",") : "";
    return fmt::format(",{},{},{},{},{}{},{},{}", tpdu.peer.type, tpdu.first_octet, tpdu.protocol,
                       tpdu.user.coding, validity, in_quotes(opened.pdu.service_centre.number),
                       opened.pdu.service_centre.type, tpdu.user.length);
}

}  // namespace

std::string status_text(SmsStatus status, const SmsView& view) {
    const auto number = static_cast<std::size_t>(status);
    return view.is_text ? in_quotes(kStatuses[number]) : std::to_string(number);
}

std::optional<SmsStatus> find_status(std::string_view text) {
    const auto found = std::ranges::find(kStatuses, text);
    if (found != kStatuses.end()) return static_cast<SmsStatus>(found - kStatuses.begin());
    const bool is_number = text.size() == 1 && text[0] >= '0' && text[0] <= '3';
    return is_number ? std::optional(static_cast<SmsStatus>(text[0] - '0')) : std::nullopt;
}

std::string message_text(const storage::StoredSms& message, const SmsView& view) {
    const auto opened = open(message);
    if (!opened) return {};
    const std::string status = status_text(message.status, view);
    if (!view.is_text) {
        return line_break(fmt::format("{},,{}", status, opened->pdu.tpdu.size()),
                          sms::to_hex_text(message.pdu));
    }
    const sms::Tpdu& tpdu = opened->tpdu;
    if (tpdu.is_status_report()) return fmt::format("{},{}", status, report_fields(tpdu));
    std::string header = fmt::format("{},{},", status, in_quotes(tpdu.peer.number));
    if (!tpdu.time.empty()) header += ',' + in_quotes(sms::decode_time(tpdu.time));
    if (view.shows_header) header += header_fields(*opened);
    return line_break(std::move(header), body(tpdu.text()));
}

std::string list_text(std::size_t place, const storage::StoredSms& message, const SmsView& view) {
    if (!view.is_text) return fmt::format("{},{}", place, message_text(message, view));
    const auto opened = open(message);
    if (!opened) return {};
    const sms::Tpdu& tpdu = opened->tpdu;
    const std::string status = status_text(message.status, view);
    if (tpdu.is_status_report()) return fmt::format("{},{},{}", place, status, report_fields(tpdu));
    std::string header = fmt::format("{},{},{},,{}", place, status, in_quotes(tpdu.peer.number),
                                     in_quotes(sms::decode_time(tpdu.time)));
    if (view.shows_header) header += fmt::format(",{},{}", tpdu.peer.type, tpdu.user.length);
    return line_break(std::move(header), body(tpdu.text()));
}

std::string handed_over_text(const sms::Pdu& pdu, const sms::Tpdu& tpdu, const SmsView& view) {
    const std::string_view urc = tpdu.is_status_report() ? "+CDS: " : "+CMT: ";
    if (!view.is_text) {
        const std::string_view alpha = tpdu.is_status_report() ? "" : ",";
        return fmt::format("{}{}{}\r\n{}", urc, alpha, pdu.tpdu.size(),
                           sms::to_hex_text(sms::encode(pdu)));
    }
    if (tpdu.is_status_report()) return fmt::format("{}{}", urc, report_fields(tpdu));
    const std::string header = view.shows_header ? header_fields({pdu, tpdu}) : "";
    return fmt::format("{}{},,{}{}\r\n{}", urc, in_quotes(tpdu.peer.number),
                       in_quotes(sms::decode_time(tpdu.time)), header, body(tpdu.text()));
}

}  // namespace sara::commands
