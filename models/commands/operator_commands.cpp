#include "models/commands/operator_commands.hpp"

#include "models/network/operators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace sara::commands {

namespace {

using namespace sim;  // durations: 180s
using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Persists;
using at::Reply;
using at::Request;
using network::PlmnSelection;

/// <mode> of +COPS.
enum class Mode {
    Automatic = 0,
    Manual = 1,
    Deregister = 2,
    SetFormat = 3,
    ManualThenAutomatic = 4,
    ExtendedScan = 5
};

/// <format>
enum class Format { Long = 0, Short = 1, Numeric = 2 };

constexpr auto kCops = std::to_array<Parameter>({
    {.name = "mode", .values = "0-5", .initial = "0"},
    {.name = "format", .values = "0-2", .optional = true},
    {.name = "oper", .type = ParameterType::Text, .optional = true, .max_length = 24},
    {.name = "AcT", .values = "7,8,9", .optional = true},
});
constexpr auto kPreferred =
    std::to_array<Parameter>({{.name = "list", .values = "0-2", .initial = "0"}});

constexpr Duration kDeregistering = 1s;  // [module-behaviour 2: 1-5 s]

/// Causes that +CEER puts into words.  [TS 24.301 annex A]
struct CauseText {
    int cause;
    std::string_view text;
};
constexpr auto kCauses = std::to_array<CauseText>({
    {2, "IMSI unknown in HSS"},
    {3, "Illegal UE"},
    {6, "Illegal ME"},
    {7, "EPS services not allowed"},
    {8, "EPS services and non-EPS services not allowed"},
    {11, "PLMN not allowed"},
    {12, "Tracking Area not allowed"},
    {13, "Roaming not allowed in this tracking area"},
    {14, "EPS services not allowed in this PLMN"},
    {15, "No suitable cells in tracking area"},
    {17, "Network failure"},
    {22, "Congestion"},
});

std::string_view text_of(int cause) {
    for (const CauseText& row : kCauses) {
        if (row.cause == cause) return row.text;
    }
    return "Protocol error, unspecified";
}

std::string_view name_in(Format format, const network::Operator& network) {
    switch (format) {
        case Format::Long:
            return network.long_name;
        case Format::Short:
            return network.short_name;
        case Format::Numeric:
            break;
    }
    return network.plmn;
}

std::string_view mcc(const std::string& plmn) {
    return std::string_view(plmn).substr(0, 3);
}
std::string_view mnc(const std::string& plmn) {
    return std::string_view(plmn).substr(3);
}

}  // namespace

std::span<const at::Command<OperatorCommands>> OperatorCommands::commands() {
    using Self = OperatorCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command form   parameters  handlers                       attributes
        { "+CEER", "AT",  {},         {.action = &Self::last_cause}, {.source = "[at-commands 2.5]"} },
        { "+COPN", "AT",  {},         {.action = &Self::names},      {.needs_pin = true, .source = "[TS 27.007 7.21]"} },
        { "+COPS", "SRT", kCops,      {.set = &Self::select, .read = &Self::read_selection, .test = &Self::scan, .abort = &Self::abort},
                                                                     {.persists = Persists::Profile, .needs_pin = true, .abortable = true, .response_time = 180s, .source = "[module-behaviour 9.3]"} },
        { "+CPLS", "SRT", kPreferred, {},                            {.persists = Persists::Volatile, .needs_pin = true, .source = "[at-commands 1.4]"} },
    });
    // clang-format on
    return kCommands;
}

OperatorCommands::OperatorCommands(PortContext& context)
    : context_(context),
      registration_(context.device.registration),
      subscription_(context.device.registration.listeners(), *this),
      scan_(context.device.parts.scheduler.timer("PLMN scan", [this] {
          pending_.finish(is_scan_extended_ ? cell_list() : Reply::text(networks()));
      })) {}

/// AT+COPS=<mode>[,<format>[,<oper>[,<AcT>]]].  0, 1 and 4 answer when the search has ended; 1 with
/// CME 30 if it found nothing to register with.  Only the mode is stored, by AT&W.  [AD 7.3]
Reply OperatorCommands::select(const Request& request) {
    const auto mode = *request.get<Mode>(0);
    const auto plmn = request.text(2);
    if (const auto format = request.get<int>(1)) {
        if (mode != Mode::Manual && mode != Mode::ManualThenAutomatic) format_ = *format;
    }
    switch (mode) {
        case Mode::SetFormat:
            return Reply::ok();
        case Mode::ExtendedScan:
            return answer_after_scan(request, true);
        case Mode::Deregister:
            return deregister();
        case Mode::Automatic:
            return search(PlmnSelection::Automatic, {}, request);
        case Mode::Manual:
        case Mode::ManualThenAutomatic:
            break;
    }
    if (plmn.empty()) return Reply::error(CmeError::OperationNotSupported);
    return search(static_cast<PlmnSelection>(mode), std::string(plmn), request);
}

Reply OperatorCommands::search(PlmnSelection selection, std::string plmn, const Request& request) {
    context_.settings.set("+COPS", std::to_string(static_cast<int>(selection)));
    const auto wanted = request.get<Format>(1).value_or(Format::Numeric);
    for (const network::Cell& cell : registration_.audible_cells()) {
        const network::Operator network = registration_.radio().operator_of(cell.plmn);
        if (!plmn.empty() && name_in(wanted, network) == plmn) plmn = cell.plmn;
    }
    registration_.select(selection, std::move(plmn));
    if (!registration_.is_searching()) return Reply::ok();  // the radio is off
    pending_ = request.pending();
    return Reply::later();
}

Reply OperatorCommands::deregister() {
    context_.settings.set("+COPS", std::to_string(static_cast<int>(PlmnSelection::Deregistered)));
    registration_.select(PlmnSelection::Deregistered);
    return Reply::ok().taking(kDeregistering);
}

void OperatorCommands::on_search_ended() {
    if (!pending_.is_open() || scan_.is_running()) return;
    const bool must_register = registration_.selection() == PlmnSelection::Manual;
    const bool failed = must_register && !registration_.is_registered();
    pending_.finish(failed ? Reply::error(CmeError::NoNetworkService) : Reply::ok());
}

// The search itself goes on; only the answer is not awaited.
void OperatorCommands::abort() {
    scan_.cancel();
    pending_ = {};
}

/// The mode; when registered also the network, in the format that was asked for.
Reply OperatorCommands::read_selection(const Request&) {
    const int mode = static_cast<int>(registration_.selection());
    const auto& cell = registration_.cell();
    if (!cell) return Reply::text(fmt::format("+COPS: {}", mode));
    const network::Operator network = registration_.radio().operator_of(cell->plmn);
    return Reply::text(fmt::format("+COPS: {},{},\"{}\",{}", mode, format_,
                                   name_in(static_cast<Format>(format_), network),
                                   static_cast<int>(cell->act)));
}

// --- scans

/// AT+COPS=?: the networks on the air.
Reply OperatorCommands::scan(const Request& request) {
    return answer_after_scan(request, false);
}

/// AT+COPS=? lists the networks on the air, AT+COPS=5 every cell, a line each.
Reply OperatorCommands::answer_after_scan(const Request& request, bool extended) {
    if (!registration_.is_radio_on()) return Reply::error(CmeError::NoNetworkService);
    is_scan_extended_ = extended;
    pending_ = request.pending();
    scan_.restart(registration_.scan_time());
    return Reply::later();
}

std::string OperatorCommands::networks() const {
    constexpr int kAvailable = 1;
    constexpr int kCurrent = 2;
    std::string text = "+COPS: ";
    std::vector<std::string> listed;
    for (const network::Cell& cell : registration_.audible_cells()) {
        if (std::ranges::find(listed, cell.plmn) != listed.end()) continue;
        listed.push_back(cell.plmn);
        const bool is_current = registration_.cell() && registration_.cell()->plmn == cell.plmn;
        const network::Operator network = registration_.radio().operator_of(cell.plmn);
        text += fmt::format("({},\"{}\",\"{}\",\"{}\",{}),", is_current ? kCurrent : kAvailable,
                            network.long_name, network.short_name, network.plmn,
                            static_cast<int>(cell.act));
    }
    return text + ",(0,1,2,3,4,5,6),(0,1,2)";  // [module-behaviour 9.3]
}

Reply OperatorCommands::cell_list() const {
    std::string text;
    for (const network::Cell& cell : registration_.audible_cells()) {
        if (!text.empty()) text += Reply::kLineBreak;
        text += fmt::format("{},{},{:x},{:x},{},{},{}", mcc(cell.plmn), mnc(cell.plmn), cell.tac,
                            cell.ci, cell.pci, cell.rsrp, cell.rsrq);
    }
    return text.empty() ? Reply::ok() : Reply::text(std::move(text));
}

Reply OperatorCommands::names(const Request&) {
    std::string text;
    for (const network::KnownOperator& network : network::known_operators()) {
        if (!text.empty()) text += Reply::kLineBreak;
        text += fmt::format("+COPN: \"{}\",\"{}\"", network.plmn, network.long_name);
    }
    return Reply::text(std::move(text));
}

Reply OperatorCommands::last_cause(const Request&) {
    const int cause = registration_.emm_cause();
    if (cause == 0) return Reply::text("+CEER: \"No cause information available\"");
    return Reply::text(fmt::format("+CEER: \"EMM cause\",{},\"{}\"", cause, text_of(cause)));
}

}  // namespace sara::commands
