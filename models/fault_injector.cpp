#include "models/fault_injector.hpp"

#include "models/device_faults.hpp"
#include "models/update/install_code.hpp"
#include "sim/expect.hpp"

#include <algorithm>
#include <array>

namespace sara {

namespace {

using sim::Record;
using sim::RecordKind;

std::string_view text_of(const Record& record, std::string_view key) {
    const sim::Field* const field = record.find(key);
    const auto* const text =
        field == nullptr ? nullptr : std::get_if<std::string_view>(&field->value);
    return text == nullptr ? std::string_view() : *text;
}

bool has_number(const Record& record, std::string_view key, std::int64_t wanted) {
    const sim::Field* const field = record.find(key);
    const auto* const number =
        field == nullptr ? nullptr : std::get_if<std::int64_t>(&field->value);
    return number != nullptr && *number == wanted;
}

/// The module is no longer served by the network.
bool is_out_of_service(const Record& record) {
    const std::string_view state = text_of(record, "state");
    return record.kind == RecordKind::State && record.source == "registration" && state != "Home" &&
           state != "Roaming";
}

// What each fault does, and which record shows it.

void apply(const FaultTargets& to, const CoverageLoss&, bool on) {
    to.radio.set_silenced(on);
}
bool shows(const CoverageLoss&, const Record& record) {
    return is_out_of_service(record);
}

void apply(const FaultTargets& to, const CellRejection& rejection, bool on) {
    to.radio.set_rejecting(on ? rejection.cause : 0);
}
bool shows(const CellRejection&, const Record& record) {
    return is_out_of_service(record) && text_of(record, "state") == "Denied";
}

void apply(const FaultTargets& to, const SimRemoval&, bool on) {
    to.card.set_present(!on);
}
bool shows(const SimRemoval&, const Record& record) {
    const std::string_view text = text_of(record, "text");
    const bool is_told = text.find("+CME ERROR: 10") != text.npos ||
                         text.find("SIM not inserted") != text.npos ||
                         text.starts_with("+UUSIMSTAT: 0");
    return is_told || is_out_of_service(record);
}

void apply(const FaultTargets& to, const DnsFailure&, bool on) {
    to.internet.set_dns_failing(on);
}
bool shows(const DnsFailure&, const Record& record) {
    return record.source == "network" && text_of(record, "outcome") == "unknown host";
}

void apply(const FaultTargets& to, const ServerFault& fault, bool on) {
    const network::ServerDisturbance none;
    const network::ServerDisturbance wanted{fault.status, fault.cut_after, fault.rate, fault.wrong};
    to.internet.disturb(fault.server, on ? wanted : none);
}
bool shows(const ServerFault&, const Record& record) {
    return record.source == "network" && record.find("disturbed") != nullptr;
}

void apply(const FaultTargets& to, const FlashWriteFailure& failure, bool on) {
    to.flash.set_faulty(failure.region, on);
}
bool shows(const FlashWriteFailure& failure, const Record& record) {
    return !text_of(record, "refused_write").empty() &&
           text_of(record, "region") == row_of(failure.region).name;
}

void apply(const FaultTargets& to, const WornSector& worn, bool on) {
    // A sector that the region does not have is nobody's: the run will be invalid.
    const bool is_there = worn.sector < row_of(worn.region).size / storage::kSectorBytes;
    if (on && is_there) to.flash.wear_out(worn.region, worn.sector);
}
bool shows(const WornSector& worn, const Record& record) {
    return !text_of(record, "refused_write").empty() &&
           text_of(record, "region") == row_of(worn.region).name &&
           has_number(record, "sector", worn.sector);
}

void apply(const FaultTargets& to, const LowRam&, bool on) {
    to.installation.is_ram_low = on;
}
bool shows(const LowRam&, const Record& record) {
    const bool ends_installation =
        record.kind == RecordKind::Update &&
        has_number(record, "code", static_cast<int>(update::InstallCode::RamError));
    return ends_installation || text_of(record, "text") == "+UFOTASTAT: 2,3,101";
}

void apply(const FaultTargets& to, const InstallFailure& failure, bool on) {
    to.installation.failure = on ? std::optional(failure.code) : std::nullopt;
}
bool shows(const InstallFailure& failure, const Record& record) {
    return record.kind == RecordKind::Update && has_number(record, "code", number_of(failure.code));
}

void apply(const FaultTargets& to, const OverTemperature& heat, bool on) {
    to.thermometer.set(on ? heat.celsius : power::Thermometer::kUsual);
}
bool shows(const OverTemperature&, const Record& record) {
    return record.kind == RecordKind::Urc && text_of(record, "text").starts_with("+UUSTS:");
}

void apply(const FaultTargets& to, const SmsFailure& failure, bool on) {
    to.messages.set_fault(on ? std::optional(failure.what) : std::nullopt);
}
bool shows(const SmsFailure&, const Record& record) {
    return record.kind == RecordKind::Response &&
           text_of(record, "text").find("+CMS ERROR") != std::string_view::npos;
}

void apply(const FaultTargets& to, const UnaskedUrc& urc, bool on) {
    if (!on) return;
    if (urc.before_answer) {
        to.interference.say(*urc.before_answer, urc.text);
    } else if (to.urcs != nullptr) {
        to.urcs->post(urc.text);
    }
}
bool shows(const UnaskedUrc& urc, const Record& record) {
    return record.kind == RecordKind::Urc && text_of(record, "text") == urc.text;
}

at::Reply refusal_of(const AnswerError& error) {
    if (error.cme) return at::Reply::error(static_cast<at::CmeError>(*error.cme));
    if (error.cms) return at::Reply::error(static_cast<at::CmsError>(*error.cms));
    return at::Reply::error();
}
void apply(const FaultTargets& to, const AnswerError& error, bool on) {
    if (on) to.interference.refuse(error.nth, refusal_of(error));
}
bool shows(const AnswerError&, const Record& record) {
    return text_of(record, "interference") == "refused";
}

void apply(const FaultTargets& to, const AnswerTime& time, bool on) {
    if (on) to.interference.time(time.nth, time.after);
}
bool shows(const AnswerTime&, const Record& record) {
    return text_of(record, "interference") == "timed";
}

struct InjectorRow {
    bool (*is)(const DeviceFaults& fault);
    void (*apply)(const FaultTargets& to, const DeviceFaults& fault, bool on);
    bool (*shows)(const DeviceFaults& fault, const Record& record);
};

template <auto Member>
constexpr InjectorRow injector_row() {
    return {[](const DeviceFaults& fault) { return (fault.*Member).has_value(); },
            [](const FaultTargets& to, const DeviceFaults& fault, bool on) {
                apply(to, *(fault.*Member), on);
            },
            [](const DeviceFaults& fault, const Record& record) {
                return shows(*(fault.*Member), record);
            }};
}

constexpr auto kInjectorRows = std::to_array<InjectorRow>({
    injector_row<&DeviceFaults::coverage_loss>(),
    injector_row<&DeviceFaults::cell_rejection>(),
    injector_row<&DeviceFaults::sim_removal>(),
    injector_row<&DeviceFaults::dns_failure>(),
    injector_row<&DeviceFaults::server_fault>(),
    injector_row<&DeviceFaults::flash_write_failure>(),
    injector_row<&DeviceFaults::worn_sector>(),
    injector_row<&DeviceFaults::low_ram>(),
    injector_row<&DeviceFaults::install_failure>(),
    injector_row<&DeviceFaults::over_temperature>(),
    injector_row<&DeviceFaults::sms_failure>(),
    injector_row<&DeviceFaults::urc>(),
    injector_row<&DeviceFaults::answer_error>(),
    injector_row<&DeviceFaults::answer_time>(),
});

const InjectorRow& row_for(const DeviceFaults& fault) {
    const auto row = std::ranges::find_if(
        kInjectorRows, [&](const InjectorRow& candidate) { return candidate.is(fault); });
    SARA_EXPECT(row != kInjectorRows.end(), "every kind of fault has a row");
    return *row;
}

DeviceFaults decoded(std::string_view fault, const sim::Json& parameters) {
    return sim::decode<DeviceFaults>({{std::string(fault), parameters}}, sim::Place("fault"));
}

}  // namespace

void inject(const FaultTargets& targets, std::string_view fault, const sim::Json& parameters,
            bool on) {
    const DeviceFaults kind = decoded(fault, parameters);
    row_for(kind).apply(targets, kind, on);
}

bool shows_fault(std::string_view fault, const sim::Json& parameters, const Record& record) {
    const DeviceFaults kind = decoded(fault, parameters);
    return row_for(kind).shows(kind, record);
}

}  // namespace sara
