#include "models/commands/sms_reading_commands.hpp"

#include "models/commands/sms_settings_commands.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>
#include <vector>

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
using storage::StoredSms;

constexpr auto kIndex = std::to_array<Parameter>({{.name = "index", .values = "0-255"}});
constexpr auto kList =
    std::to_array<Parameter>({{.name = "stat", .type = ParameterType::Either, .optional = true}});
constexpr auto kDelete = std::to_array<Parameter>({
    {.name = "index", .values = "0-255"},
    {.name = "flag", .values = "0-4", .initial = "0", .optional = true},
});
constexpr auto kAcknowledge =
    std::to_array<Parameter>({{.name = "n", .values = "0-2", .optional = true}});

/// What +CMGD's flag takes beside or instead of the index.  [TS 27.005 3.5.4]
bool takes(int flag, SmsStatus status) {
    switch (status) {
        case SmsStatus::ReceivedRead:
            return flag >= 1;
        case SmsStatus::StoredSent:
            return flag >= 2;
        case SmsStatus::StoredUnsent:
            return flag >= 3;
        case SmsStatus::ReceivedUnread:
            break;
    }
    return flag >= 4;
}

std::vector<std::size_t> places_of(const storage::SmsStore& store, SmsMemory memory) {
    std::vector<std::size_t> places;
    store.for_each(memory, [&](std::size_t place, const StoredSms&) { places.push_back(place); });
    return places;
}

}  // namespace

std::span<const at::Command<SmsReadingCommands>> SmsReadingCommands::commands() {
    using Self = SmsReadingCommands;
    using namespace std::chrono_literals;
    constexpr auto kCms = ErrorClass::Cms;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command  forms  parameters    handlers                      attributes
        { "+CMGD",  "ST",  kDelete,      {.set = &Self::remove, .test = &Self::places}, {.needs_pin = true, .errors = kCms, .response_time = 55s, .source = "[TS 27.005 3.5.4]"} },
        { "+CMGL",  "AST", kList,        {.action = &Self::list, .set = &Self::list, .test = &Self::list_statuses}, {.needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.4.2]"} },
        { "+CMGR",  "ST",  kIndex,       {.set = &Self::read},         {.needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.4.3]"} },
        { "+CNMA",  "AST", kAcknowledge, {.action = &Self::acknowledge, .set = &Self::acknowledge}, {.needs_pin = true, .errors = kCms, .source = "[TS 27.005 3.4.4]"} },
    });
    // clang-format on
    return kCommands;
}

SmsReadingCommands::SmsReadingCommands(PortContext& context)
    : context_(context),
      device_(context.device),
      settings_(context.settings),
      store_(context.device.sms.store()) {
    device_.sms.add(*this);
}

SmsReadingCommands::~SmsReadingCommands() {
    device_.sms.remove(*this);
}

/// AT+CMGR=<index>: a message, which is read from then on.  Error: CMS 321 for an empty place.
Reply SmsReadingCommands::read(const Request& request) {
    const SmsMemory memory = memory_of(settings_, 0);
    const auto place = request.get<std::size_t>(0).value_or(0);
    auto message = store_.get(memory, place);
    if (!message) return Reply::error(CmsError::InvalidMemoryIndex);
    Reply reply = Reply::text("+CMGR: " + message_text(*message, view_of(settings_)));
    if (message->status == SmsStatus::ReceivedUnread) {
        message->status = SmsStatus::ReceivedRead;
        store_.put(memory, place, *message);
    }
    return reply;
}

/// AT+CMGL[=<stat>]: the messages of that status; without it the unread ones.  Error: CMS 304 or
/// 305 for a status that the mode does not have.
Reply SmsReadingCommands::list(const Request& request) {
    const SmsView view = view_of(settings_);
    const std::string_view wanted =
        request.get<std::string_view>(0).value_or(view.is_text ? "REC UNREAD" : "0");
    const auto status = find_status(wanted);
    const bool is_all = wanted == (view.is_text ? "ALL" : "4");
    const bool fits_mode = !request.has(0) || (request.arguments()[0].kind ==
                                               at::Argument::Kind::Text) == view.is_text;
    if (!fits_mode || (!status && !is_all)) return Reply::error(parameter_error(settings_));
    const SmsMemory memory = memory_of(settings_, 0);
    Reply reply = Reply::ok();
    std::vector<std::pair<std::size_t, StoredSms>> shown;
    store_.for_each(memory, [&](std::size_t place, const StoredSms& message) {
        if (is_all || message.status == *status) shown.emplace_back(place, message);
    });
    for (auto& [place, message] : shown) {
        reply = std::move(reply).line("+CMGL: " + list_text(place, message, view));
        if (message.status != SmsStatus::ReceivedUnread) continue;
        message.status = SmsStatus::ReceivedRead;
        store_.put(memory, place, message);
    }
    return reply;
}

Reply SmsReadingCommands::list_statuses(const Request&) {
    return Reply::text(
        view_of(settings_).is_text
            ? "+CMGL: (\"REC UNREAD\",\"REC READ\",\"STO UNSENT\",\"STO SENT\",\"ALL\")"
            : "+CMGL: (0-4)");
}

/// AT+CMGD=<index>[,<flag>]: 0 that one, 1 to 4 all of ever more statuses.  Errors: CMS 321 for an
/// empty place, 320 if the flash fails.
Reply SmsReadingCommands::remove(const Request& request) {
    const SmsMemory memory = memory_of(settings_, 0);
    const auto index = request.get<std::size_t>(0).value_or(0);
    const int flag = request.get<int>(1).value_or(0);
    if (flag == 0 && !store_.get(memory, index)) return Reply::error(CmsError::InvalidMemoryIndex);
    bool done = true;
    for (const std::size_t place : places_of(store_, memory)) {
        const auto message = store_.get(memory, place);
        const bool is_meant = flag == 0 ? place == index : message && takes(flag, message->status);
        if (is_meant) done = store_.erase(memory, place) && done;
    }
    if (!done) return Reply::error(CmsError::MemoryFailure);
    return Reply::ok().then([this] { device_.sms.retry(); });
}

/// AT+CMGD=?: the places in use, and the flags.
Reply SmsReadingCommands::places(const Request&) {
    std::string text;
    for (const std::size_t place : places_of(store_, memory_of(settings_, 0))) {
        text += (text.empty() ? "" : ",") + std::to_string(place);
    }
    return Reply::text("+CMGD: (" + text + "),(0-4)");
}

/// AT+CNMA: with +CSMS=1 a message that was handed over.  Error: CMS 340 if there is none.
Reply SmsReadingCommands::acknowledge(const Request&) {
    const bool is_expected = settings_.number("+CSMS") != 0 && device_.sms.takes_acknowledgement();
    return is_expected ? Reply::ok() : Reply::error(CmsError::NoAcknowledgementExpected);
}

// --- what arrives

SmsRouting SmsReadingCommands::routing() const {
    return {.forwards = settings_.number("+CNMI", 0) != 0,
            .deliveries = static_cast<int>(settings_.number("+CNMI", 1)),
            .reports = static_cast<int>(settings_.number("+CNMI", 3)),
            .memory = memory_of(settings_, 2)};
}

void SmsReadingCommands::on_stored(SmsMemory memory, std::size_t place, bool is_report) {
    context_.post(
        fmt::format("{}: \"{}\",{}", is_report ? "+CDSI" : "+CMTI", name_of(memory), place));
}

void SmsReadingCommands::on_handed_over(const sms::Pdu& pdu, const sms::Tpdu& tpdu) {
    context_.post(handed_over_text(pdu, tpdu, view_of(settings_)));
}

}  // namespace sara::commands
