#include "models/device_faults.hpp"

namespace {

using sara::DeviceFaults;
using sara::ServerFault;
using sara::sim::Key;
using sara::sim::key;
using sara::sim::kOneOf;
using sara::sim::Presence;

constexpr std::string_view kEnd = "then it is over; without it it stays so";

// clang-format off
constexpr auto kCoverageKeys = std::to_array<Key>({
    key<&sara::CoverageLoss::length>("for", kEnd),
});
constexpr auto kRejectionKeys = std::to_array<Key>({
    key<&sara::CellRejection::cause>("cause", "EMM cause of the rejection, e.g. 15", {.min = 1, .max = 255, .presence = Presence::Required}, "[TS 24.301 annex A]"),
    key<&sara::CellRejection::length>("for", kEnd),
});
constexpr auto kSimKeys = std::to_array<Key>({
    key<&sara::SimRemoval::length>("for", "then the card is in again; without it it stays out"),
});
constexpr auto kDnsKeys = std::to_array<Key>({
    key<&sara::DnsFailure::length>("for", kEnd),
});
constexpr auto kServerKeys = std::to_array<Key>({
    key<&ServerFault::server>("server", "name or address; without it every server"),
    key<&ServerFault::status>("status", "HTTP: of each answer; FTP: the reply to RETR", {.min = 100, .max = 599}),
    key<&ServerFault::cut_after>("cut_after", "bytes of each answer; then the connection breaks"),
    key<&ServerFault::rate>("rate", "bit/s it gives at most; 0: as ever"),
    key<&ServerFault::wrong>("wrong", "a bit of each KiB is flipped"),
    key<&ServerFault::length>("for", kEnd),
});
constexpr auto kFlashKeys = std::to_array<Key>({
    key<&sara::FlashWriteFailure::region>("region", "where no write succeeds", {.presence = Presence::Required}),
    key<&sara::FlashWriteFailure::length>("for", kEnd),
});
constexpr auto kWornKeys = std::to_array<Key>({
    key<&sara::WornSector::region>("region", "where it lies", {.presence = Presence::Required}),
    key<&sara::WornSector::sector>("sector", "which 4 KiB of the region, from 0", {.presence = Presence::Required}),
});
constexpr auto kRamKeys = std::to_array<Key>({
    key<&sara::LowRam::length>("for", kEnd),
});
constexpr auto kInstallKeys = std::to_array<Key>({
    key<&sara::InstallFailure::code>("code", "what the code it ends with means", {.presence = Presence::Required}, "[firmware-update 6]"),
    key<&sara::InstallFailure::length>("for", kEnd),
});
constexpr auto kHeatKeys = std::to_array<Key>({
    key<&sara::OverTemperature::celsius>("celsius", "how warm or cold it gets", {.min = -60, .max = 150}, "[DS T29]"),
    key<&sara::OverTemperature::length>("for", "then it is as warm as on the bench; without it it stays so"),
});
constexpr auto kSmsKeys = std::to_array<Key>({
    key<&sara::SmsFailure::what>("what", "what the module hears, or does not", {.presence = Presence::Required}),
    key<&sara::SmsFailure::length>("for", kEnd),
});
constexpr auto kUrcKeys = std::to_array<Key>({
    key<&sara::UnaskedUrc::text>("text", "what it says, e.g. \"+CREG: 2\"", {.min = 1, .presence = Presence::Required}),
    key<&sara::UnaskedUrc::before_answer>("before_answer", "it stands between that command line, counted from then on, and its answer; without, it comes as soon as one may", {.min = 1}, "[at-syntax 5]"),
});
constexpr auto kAnswerErrorKeys = std::to_array<Key>({
    key<&sara::AnswerError::cme>("cme", "number of a +CME ERROR; without this and cms: ERROR", {.min = 0, .max = 9999}, "[at-syntax 4.1]"),
    key<&sara::AnswerError::cms>("cms", "number of a +CMS ERROR", {.min = 0, .max = 9999}, "[at-syntax 4.2]"),
    key<&sara::AnswerError::nth>("nth", "which command line from then on", {.min = 1}),
});
constexpr auto kAnswerTimeKeys = std::to_array<Key>({
    key<&sara::AnswerTime::after>("after", "how long the answer waits once it is known", {.presence = Presence::Required}),
    key<&sara::AnswerTime::nth>("nth", "which command line from then on", {.min = 1}),
});

constexpr auto kFaultKeys = std::to_array<Key>({
    key<&DeviceFaults::coverage_loss>("coverage_loss", "no cell is heard: registration is lost, transfers stall", kOneOf, "[module-behaviour 9.1]"),
    key<&DeviceFaults::cell_rejection>("cell_rejection", "the network lets the module go and rejects it: +CEREG 3 with the cause", kOneOf, "[module-behaviour 9.1]"),
    key<&DeviceFaults::sim_removal>("sim_removal", "the card is drawn: CME 10, +UUSIMSTAT: 0 with hot insertion (+UGPIOC=42,7, +UDCONF=50,1), else nothing before the next boot", kOneOf, "[module-behaviour 8]"),
    key<&DeviceFaults::dns_failure>("dns_failure", "no name is known: +UHTTPER with 3,23; FTP, sockets and +UDNSRN with their own codes", kOneOf, "[at-commands 2.8]"),
    key<&DeviceFaults::server_fault>("server_fault", "from the next request on: a status, a cut, a slow or a wrong answer", kOneOf),
    key<&DeviceFaults::flash_write_failure>("flash_write_failure", "no write of a region succeeds: install code 160 for the image, CME 1632 for files", kOneOf, "[firmware-update 6]"),
    key<&DeviceFaults::worn_sector>("worn_sector", "one sector takes no write any more: install code 160 for one of the image", kOneOf, "[firmware-update 6]"),
    key<&DeviceFaults::low_ram>("low_ram", "not enough memory to make the new image: install code 141", kOneOf, "[firmware-update 6]"),
    key<&DeviceFaults::install_failure>("install_failure", "an installation ends at its next step with the code of that meaning, e.g. 178 for \"RAM corruption\"", kOneOf, "[firmware-update 6]"),
    key<&DeviceFaults::over_temperature>("over_temperature", "with +USTS=1: +UUSTS: 0,1 above 77 degrees, +UUSTS: 0,2 and shutdown above 97", kOneOf, "[module-behaviour 12]"),
    key<&DeviceFaults::sms_failure>("sms_failure", "no short message is taken: CMS 331 (no service), 332 (timeout) or 21 (rejected)", kOneOf, "[at-syntax 4.2]"),
    key<&DeviceFaults::urc>("urc", "a URC, sent as soon as one may be: a host that takes it for its answer is lost", kOneOf, "[at-syntax 5]"),
    key<&DeviceFaults::answer_error>("answer_error", "a command line is answered with that error and not run", kOneOf, "[at-syntax 4]"),
    key<&DeviceFaults::answer_time>("answer_time", "a command line is answered at another time than usual", kOneOf, "[module-behaviour 13]"),
});
// clang-format on

}  // namespace

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::CoverageLoss>() {
    static constexpr Shape kShape = make_shape<CoverageLoss>(
        "coverage_loss", "No cell is heard any more.", kCoverageKeys, "for");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::CellRejection>() {
    static constexpr Shape kShape = make_shape<CellRejection>(
        "cell_rejection", "The network rejects the module.", kRejectionKeys, "cause");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::SimRemoval>() {
    static constexpr Shape kShape =
        make_shape<SimRemoval>("sim_removal", "The SIM card is drawn.", kSimKeys, "for");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::DnsFailure>() {
    static constexpr Shape kShape =
        make_shape<DnsFailure>("dns_failure", "The network's DNS knows no name.", kDnsKeys, "for");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::ServerFault>() {
    static constexpr Shape kShape =
        make_shape<ServerFault>("server_fault", "A server misbehaves.", kServerKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::FlashWriteFailure>() {
    static constexpr Shape kShape = make_shape<FlashWriteFailure>(
        "flash_write_failure", "The flash refuses to be written.", kFlashKeys, "region");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::WornSector>() {
    static constexpr Shape kShape =
        make_shape<WornSector>("worn_sector", "A sector of the flash is worn out.", kWornKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::LowRam>() {
    static constexpr Shape kShape =
        make_shape<LowRam>("low_ram", "The module has no memory to spare.", kRamKeys, "for");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::InstallFailure>() {
    static constexpr Shape kShape = make_shape<InstallFailure>(
        "install_failure", "An installation fails.", kInstallKeys, "code");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::OverTemperature>() {
    static constexpr Shape kShape = make_shape<OverTemperature>(
        "over_temperature", "The module gets too warm, or too cold.", kHeatKeys, "celsius");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::SmsFailure>() {
    static constexpr Shape kShape = make_shape<SmsFailure>(
        "sms_failure", "The network does not take short messages.", kSmsKeys, "what");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::UnaskedUrc>() {
    static constexpr Shape kShape =
        make_shape<UnaskedUrc>("urc", "The module says something unasked.", kUrcKeys, "text");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::AnswerError>() {
    static constexpr Shape kShape = make_shape<AnswerError>(
        "answer_error", "A command line is refused.", kAnswerErrorKeys, "cme");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::AnswerTime>() {
    static constexpr Shape kShape = make_shape<AnswerTime>(
        "answer_time", "An answer comes sooner or later.", kAnswerTimeKeys, "after");
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::DeviceFaults>() {
    static constexpr Shape kShape =
        make_shape<DeviceFaults>("faults of the module", "What can go wrong with it.", kFaultKeys);
    return kShape;
}
