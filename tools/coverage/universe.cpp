#include "tools/coverage/universe.hpp"

#include "models/at/errors.hpp"
#include "models/commands/catalogue.hpp"
#include "models/update/effects.hpp"
#include "models/update/install_code.hpp"
#include "tools/reference/state_reference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sara::tools {

namespace {

using Items = std::vector<std::string>;

void add_new(Items& items, std::string item) {
    if (std::ranges::find(items, item) == items.end()) items.push_back(std::move(item));
}

Items all_states() {
    Items items;
    for (const NamedMachine& machine : all_machines()) {
        for (const machine::Transition& row : machine.transitions) {
            add_new(items, fmt::format("{}: {}", machine.name, row.from));
            if (!row.to.empty()) add_new(items, fmt::format("{}: {}", machine.name, row.to));
        }
    }
    return items;
}

/// From state to state, whatever the event: that is what a trace shows.
Items all_transitions() {
    Items items;
    for (const NamedMachine& machine : all_machines()) {
        for (const machine::Transition& row : machine.transitions) {
            if (row.to.empty()) continue;
            add_new(items, fmt::format("{}: {} -> {}", machine.name, row.from, row.to));
        }
    }
    return items;
}

Items all_commands() {
    Items items;
    for (const at::Row& row : commands::catalogue().rows()) {
        for (const at::Form form :
             {at::Form::Action, at::Form::Set, at::Form::Read, at::Form::Test}) {
            if (row.forms.has(form)) items.push_back(command_item(row.name, form));
        }
    }
    return items;
}

/// Those that some command answers with, not all that 3GPP has numbers for.
Items all_errors() {
    using enum at::CmeError;
    static constexpr auto kCmeNumbers = std::to_array<at::CmeError>({PhoneFailure,
                                                                     OperationNotAllowed,
                                                                     OperationNotSupported,
                                                                     SimNotInserted,
                                                                     SimPinRequired,
                                                                     SimPukRequired,
                                                                     SimFailure,
                                                                     SimBusy,
                                                                     IncorrectPassword,
                                                                     MemoryFull,
                                                                     NotFound,
                                                                     NoNetworkService,
                                                                     IncorrectParameters,
                                                                     Unknown,
                                                                     ServiceOptionNotSubscribed,
                                                                     UnknownPdpContext,
                                                                     LastPdnNotAllowed,
                                                                     SimBlocked,
                                                                     TemporaryFailure,
                                                                     WrongGpio,
                                                                     SetGpioDefault,
                                                                     SelectGpioMode,
                                                                     ReadGpio,
                                                                     WriteGpio,
                                                                     GpioBusy,
                                                                     Ffs,
                                                                     FileNotFound,
                                                                     CannotOpenFile,
                                                                     FfsInitializing,
                                                                     FfsAlreadyOpen,
                                                                     FfsIllegalType,
                                                                     FfsFileRange,
                                                                     FfsWrite,
                                                                     FfsInternalFatal,
                                                                     FfsTooManyFiles,
                                                                     FfsNoMemory,
                                                                     FfsInvalidFilename,
                                                                     FfsTimeout,
                                                                     LineTooLong,
                                                                     SecRotNotPersonalized,
                                                                     SecPackageNotValid,
                                                                     SecDataNotAvailable,
                                                                     SecDisabled,
                                                                     ImportTimeout,
                                                                     ImportTooLarge,
                                                                     ImportNoMemory,
                                                                     ImportFormat,
                                                                     CertificatesFull,
                                                                     CertificatesInternal,
                                                                     CertificateNotFound,
                                                                     PrivateKeyFormat,
                                                                     PemConversion,
                                                                     CommandTimeout,
                                                                     CommandAborted,
                                                                     IpTypeMismatch,
                                                                     FotaStateMismatch,
                                                                     FotaDataCorrupted,
                                                                     FotaMemoryInUse});
    static constexpr auto kCmsNumbers = std::to_array<at::CmsError>(
        {at::CmsError::TransferRejected, at::CmsError::MeFailure, at::CmsError::OperationNotAllowed,
         at::CmsError::OperationNotSupported, at::CmsError::InvalidPduParameter,
         at::CmsError::InvalidTextParameter, at::CmsError::SimNotInserted,
         at::CmsError::SimPinRequired, at::CmsError::SimFailure, at::CmsError::SimBusy,
         at::CmsError::SimPukRequired, at::CmsError::MemoryFailure,
         at::CmsError::InvalidMemoryIndex, at::CmsError::MemoryFull,
         at::CmsError::ServiceCentreUnknown, at::CmsError::NoNetworkService,
         at::CmsError::NetworkTimeout, at::CmsError::NoAcknowledgementExpected,
         at::CmsError::UnknownError});
    Items items;
    for (const at::CmeError error : kCmeNumbers)
        items.push_back(fmt::format("+CME ERROR: {}", static_cast<int>(error)));
    for (const at::CmsError error : kCmsNumbers)
        items.push_back(fmt::format("+CMS ERROR: {}", static_cast<int>(error)));
    return items;
}

// Families post them as text; this is the list of what they post.
Items all_urcs() {
    return {"+CDS",       "+CDSI",   "+CEDRXP",   "+CEREG",  "+CGEV",    "+CGREG",   "+CIEV",
            "+CMT",       "+CMTI",   "+CREG",     "+CSCON",  "+CTZE",    "+CTZEU",   "+CTZV",
            "+UFWPREVAL", "+UFWUPD", "+UMNOPROF", "+UREG",   "+UUFTPCD", "+UUFTPCR", "+UUFWINSTALL",
            "+UUHTTPCR",  "+UUPING", "+UUPINGER", "+UUPSDA", "+UUPSDD",  "+UUPSMR",  "+UUSIMSTAT",
            "+UUSOCL",    "+UUSOCO", "+UUSOLI",   "+UUSORD", "+UUSORF",  "+UUSTS"};
}

Items all_phases() {
    Items items;
    for (const update::Method method : {update::Method::Foat, update::Method::Ufwinstall}) {
        for (const std::string_view phase : {"validation", "installation"})
            items.push_back(fmt::format("{} {}", name_of(method), phase));
    }
    items.push_back(fmt::format("{} begin", name_of(update::Method::EasyFlash)));
    return items;
}

Items all_results() {
    Items items;
    for (const update::InstallCodeRow& row : update::kInstallCodes) {
        if (row.on_r5) items.push_back(result_item(number_of(row.code)));
    }
    return items;
}

}  // namespace

std::string command_item(std::string_view name, at::Form form) {
    static constexpr std::array<std::string_view, 4> kSuffixes = {"", "=", "?", "=?"};
    return fmt::format("{}{}", name, kSuffixes[static_cast<std::size_t>(form)]);
}

std::string result_item(int code) {
    const auto rows = update::kInstallCodes;
    const auto row = std::ranges::find_if(rows, [&](const update::InstallCodeRow& candidate) {
        return number_of(candidate.code) == code;
    });
    return row == rows.end() ? std::to_string(code) : fmt::format("{} {}", code, row->meaning);
}

const std::vector<Category>& universe() {
    static const std::vector<Category> kUniverse = {
        {kStates, all_states()},     {kTransitions, all_transitions()},
        {kCommands, all_commands()}, {kErrors, all_errors()},
        {kUrcs, all_urcs()},         {kPhases, all_phases()},
        {kResults, all_results()},
    };
    return kUniverse;
}

}  // namespace sara::tools
