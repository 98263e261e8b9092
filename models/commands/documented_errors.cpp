#include "models/commands/documented_errors.hpp"

#include "models/at/dispatcher.hpp"
#include "models/commands/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <variant>

namespace sara::commands {

namespace {

using at::CmeError;
using at::CmsError;
using at::ErrorClass;

template <class Number>
struct AnsweredBy {
    Number error;
    std::string_view commands;  ///< in capitals, a space between them
    std::string_view source;

    bool has(std::string_view name) const {
        for (std::size_t at = commands.find(name); at != commands.npos;
             at = commands.find(name, at + 1)) {
            const std::size_t end = at + name.size();
            const bool begins = at == 0 || commands[at - 1] == ' ';
            if (begins && (end == commands.size() || commands[end] == ' ')) return true;
        }
        return false;
    }
};

// What single commands say no with, beyond what is true of all.
// clang-format off
constexpr auto kCmeErrors = std::to_array<AnsweredBy<CmeError>>({
    { CmeError::OperationNotAllowed, "+CGACT +CGATT +CGDCONT +CLCK +CMUX +CPIN +CPWD +IPR +UBANDMASK +UDELFILE "
        "+UDWNFILE +UDNSRN +UFOTA +UFOTAACK +UFTP +UFTPC +UFWINSTALL +UFWUPD +UHTTP "
        "+UHTTPC +ULWM2MADD +ULWM2MCONFIG +ULWM2MCREATE +ULWM2MDELETE +ULWM2MDEREG "
        "+ULWM2MLIST +ULWM2MREAD +ULWM2MREG +ULWM2MREMOVE +ULWM2MWRITE +UMNOPROF +UPING "
        "+UPSDA +URAT +USECMNG +USLEEP", "[at-syntax 4.1]" },
    { CmeError::OperationNotSupported, "+CCLK +CEDRXS +CFUN +CGSN +CLCK +CMUX +COPS +CPSMS +CPWD +GSN +UBANDMASK "
        "+UDCONF +UMNOPROF +UPSDA +URAT +URDBLOCK +USIO", "[at-syntax 1]" },
    { CmeError::IncorrectPassword, "+CLCK +CPIN +CPWD", "[module-behaviour 8]" },
    { CmeError::SimPukRequired, "+CLCK +CPIN +CPWD", "[module-behaviour 8]" },
    { CmeError::NoNetworkService, "+CGACT +CGATT +COPS", "[module-behaviour 9]" },
    { CmeError::ServiceOptionNotSubscribed, "+CGACT", "[TS 27.007 9.2]" },
    { CmeError::UnknownPdpContext, "+CGACT", "[TS 27.007 9.2]" },
    { CmeError::LastPdnNotAllowed, "+CGACT", "[TS 27.007 9.2]" },
    { CmeError::IncorrectParameters, "+UFWINSTALL +UFWUPD +UGPIOC +UGPIOR +UGPIOW +URDBLOCK +USECMNG", "[at-syntax 1]" },
    { CmeError::WrongGpio, "+UGPIOC +UGPIOR +UGPIOW", "[at-syntax 4.1]" },
    { CmeError::SetGpioDefault, "+UGPIOC", "[at-syntax 4.1]" },
    { CmeError::SelectGpioMode, "+UGPIOC", "[at-syntax 4.1]" },
    { CmeError::ReadGpio, "+UGPIOR", "[at-syntax 4.1]" },
    { CmeError::WriteGpio, "+UGPIOW", "[at-syntax 4.1]" },
    { CmeError::GpioBusy, "+UGPIOC", "[at-syntax 4.1]" },
    { CmeError::Ffs, "+UDELFILE +UDWNFILE +ULSTFILE +URDBLOCK +URDFILE", "[file-system 4]" },
    { CmeError::FileNotFound, "+UDELFILE +UFWINSTALL +UHTTPC +ULWM2MADD +URDBLOCK +URDFILE +USECMNG", "[file-system 4]" },
    { CmeError::FfsAlreadyOpen, "+UDELFILE +UDWNFILE", "[file-system 4]" },
    { CmeError::FfsIllegalType, "+UDELFILE +UDWNFILE +ULSTFILE +URDBLOCK +URDFILE", "[file-system 4]" },
    { CmeError::FfsFileRange, "+URDBLOCK", "[file-system 4]" },
    { CmeError::FfsTooManyFiles, "+UDWNFILE", "[file-system 4]" },
    { CmeError::FfsNoMemory, "+UDWNFILE", "[file-system 4]" },
    { CmeError::FfsInvalidFilename, "+UDELFILE +UDWNFILE +ULSTFILE +URDBLOCK +URDFILE", "[file-system 4]" },
    { CmeError::FfsTimeout, "+UDWNFILE", "[file-system 4]" },
    { CmeError::SecRotNotPersonalized, "+USECC2C +USECCONN +USECDATADEC +USECDATAENC +USECDEVCERT +USECDEVINFO "
        "+USECE2EDATADEC +USECE2EDATAENC +USECOPCMD +USECPSK", "[security 5]" },
    { CmeError::SecPackageNotValid, "+USECFW", "[security 5]" },
    { CmeError::SecDataNotAvailable, "+USECDEVCERT +USECDEVINFO", "[security 5]" },
    { CmeError::SecDisabled, "+USECC2C +USECCONN +USECDATADEC +USECDATAENC +USECE2EDATADEC +USECE2EDATAENC "
        "+USECMODE +USECOPCMD +USECPSK", "[security 5]" },
    { CmeError::ImportTimeout, "+USECMNG", "[security 2]" },
    { CmeError::ImportTooLarge, "+USECMNG", "[security 2]" },
    { CmeError::ImportNoMemory, "+USECMNG", "[security 2]" },
    { CmeError::ImportFormat, "+USECMNG", "[security 2]" },
    { CmeError::CertificatesFull, "+USECMNG", "[security 2]" },
    { CmeError::CertificatesInternal, "+USECMNG", "[security 2]" },
    { CmeError::CertificateNotFound, "+UFTPC +UHTTPC +USECMNG", "[security 1, 2]" },
    { CmeError::PrivateKeyFormat, "+USECMNG", "[security 2]" },
    { CmeError::PemConversion, "+USECMNG", "[security 2]" },
    { CmeError::IpTypeMismatch, "+UPSDA", "[R4 19]" },
    { CmeError::FotaMemoryInUse, "+UDWNFILE +UFTPC +UHTTPC", "[firmware-update 10]" },
});
constexpr auto kCmsErrors = std::to_array<AnsweredBy<CmsError>>({
    { CmsError::TransferRejected, "+CMGS +CMSS", "[TS 24.011 8.2.5.4]" },
    { CmsError::InvalidPduParameter, "+CMGS +CMGW +CSMP", "[at-syntax 4.2]" },
    { CmsError::InvalidTextParameter, "+CMGF +CSCA +CSMP", "[at-syntax 4.2]" },
    { CmsError::MemoryFailure, "+CMGD +CMGL +CMGR +CMGW +CPMS", "[at-syntax 4.2]" },
    { CmsError::InvalidMemoryIndex, "+CMGD +CMGR +CMSS", "[at-syntax 4.2]" },
    { CmsError::MemoryFull, "+CMGW", "[at-syntax 4.2]" },
    { CmsError::NoNetworkService, "+CMGS +CMSS", "[at-syntax 4.2]" },
    { CmsError::NetworkTimeout, "+CMGS +CMSS", "[at-syntax 4.2]" },
    { CmsError::NoAcknowledgementExpected, "+CNMA", "[TS 27.005 3.4.4]" },
    { CmsError::UnknownError, "+CMGS +CMSS", "[at-syntax 4.2]" },
});
// clang-format on

/// Of every command that needs the SIM.  [module-behaviour 8]
constexpr auto kSimErrors = std::to_array<CmeError>(
    {CmeError::SimNotInserted, CmeError::SimPinRequired, CmeError::SimPukRequired,
     CmeError::SimFailure, CmeError::SimBusy, CmeError::SimBlocked});

DocumentedError documented(CmeError error) {
    return {ErrorClass::Cme, static_cast<int>(error)};
}
DocumentedError documented(CmsError error) {
    return {ErrorClass::Cms, static_cast<int>(error)};
}

void add_new(std::vector<DocumentedError>& errors, const DocumentedError& error) {
    if (std::ranges::find(errors, error) == errors.end()) errors.push_back(error);
}

/// In the class of errors that the command reports with.
void add_of(const at::Row& row, CmeError error, std::vector<DocumentedError>& errors) {
    const at::Reply::Outcome outcome = at::error_of(row, error).outcome();
    if (const auto* cme = std::get_if<CmeError>(&outcome)) return add_new(errors, documented(*cme));
    if (const auto* cms = std::get_if<CmsError>(&outcome)) return add_new(errors, documented(*cms));
    add_new(errors, {});
}

}  // namespace

std::string text_of(const DocumentedError& error) {
    if (error.family == ErrorClass::Plain) return "ERROR";
    return fmt::format("+{} ERROR: {}", error.family == ErrorClass::Cme ? "CME" : "CMS",
                       error.number);
}

std::vector<DocumentedError> documented_errors(const at::Row& row, at::Form form) {
    std::vector<DocumentedError> errors;
    if (form == at::Form::Test) return errors;  // answered whatever the state  [at-syntax 1]
    const bool takes_parameters = !row.parameters.empty();
    if (form == at::Form::Set && takes_parameters) add_of(row, row.bad_parameter(), errors);
    if (row.is_basic() && takes_parameters) add_new(errors, {});
    if (row.attributes.needs_pin) {
        for (const CmeError error : kSimErrors) add_of(row, error, errors);
    }
    const bool stores = form == at::Form::Set && row.attributes.persists == at::Persists::Nvm;
    if (stores) add_of(row, CmeError::FfsWrite, errors);
    if (form == at::Form::Read) return errors;
    for (const auto& table_row : kCmeErrors) {
        if (table_row.has(row.name)) add_new(errors, documented(table_row.error));
    }
    for (const auto& table_row : kCmsErrors) {
        if (table_row.has(row.name)) add_new(errors, documented(table_row.error));
    }
    return errors;
}

std::vector<DocumentedError> all_documented_errors() {
    // A command that nobody knows, a line that is too long.  [at-syntax 1]
    std::vector<DocumentedError> errors{documented(CmeError::Unknown),
                                        documented(CmeError::LineTooLong)};
    for (const at::Row& row : catalogue().rows()) {
        for (const at::Form form : {at::Form::Action, at::Form::Set, at::Form::Read}) {
            if (!row.forms.has(form)) continue;
            for (const DocumentedError& error : documented_errors(row, form))
                add_new(errors, error);
        }
    }
    std::ranges::sort(errors, [](const DocumentedError& left, const DocumentedError& right) {
        return left.family != right.family ? left.family < right.family
                                           : left.number < right.number;
    });
    return errors;
}

}  // namespace sara::commands
