#include "models/commands/certificate_commands.hpp"

#include "models/storage/certificate_import.hpp"

#include <fmt/format.h>

#include <utility>

namespace sara::commands {

namespace {

using namespace sim;  // durations: 20s
using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Reply;
using at::Request;
using storage::Certificate;
using storage::CertificateError;
using storage::CertificateStore;
using storage::CertificateType;
using storage::ImportError;

enum class Operation { Stream = 0, File = 1, Remove = 2, List = 3, Digest = 4 };

constexpr std::size_t kMaxSource = 8192;   ///< bytes of an import  [security 1]
constexpr Duration kImportPatience = 20s;  ///< [security 1: CME 1910]

// Which positions there are depends on the operation.
constexpr auto kManage = std::to_array<Parameter>({
    {.name = "op_code", .values = "0-4"},
    {.name = "type", .values = "0-5", .optional = true},
    {.name = "internal_name",
     .type = ParameterType::Text,
     .optional = true,
     .max_length = CertificateStore::kMaxName},
    {.name = "data_size or filename", .type = ParameterType::Either, .optional = true},
    {.name = "password", .type = ParameterType::Text, .optional = true, .max_length = 128},
});

Reply error_of(CertificateError error) {
    switch (error) {
        case CertificateError::NotFound:
            return Reply::error(CmeError::CertificateNotFound);
        case CertificateError::Full:
            return Reply::error(CmeError::CertificatesFull);
        case CertificateError::TooLarge:
            return Reply::error(CmeError::ImportTooLarge);
        case CertificateError::IllegalName:
            return Reply::error(CmeError::IncorrectParameters);
        case CertificateError::WriteError:
            break;
    }
    return Reply::error(CmeError::CertificatesInternal);
}

Reply error_of(ImportError error) {
    switch (error) {
        case ImportError::Format:
            return Reply::error(CmeError::ImportFormat);
        case ImportError::PrivateKey:
            return Reply::error(CmeError::PrivateKeyFormat);
        case ImportError::PemConversion:
            break;
    }
    return Reply::error(CmeError::PemConversion);
}

CertificateType type_of(const Request& request) {
    return request.get<CertificateType>(1).value_or(CertificateType::RootCa);
}

std::string_view name_of(const Request& request) {
    return request.text(2);
}

bool names_an_item(const Request& request) {
    return request.has(1) && !name_of(request).empty();
}

Reply digest_line(int operation, CertificateType type, std::string_view name,
                  std::string_view md5) {
    return Reply::text(
        fmt::format("+USECMNG: {},{},\"{}\",\"{}\"", operation, static_cast<int>(type), name, md5));
}

/// A line of the list, which has no prefix.  [IG 3.1]
std::string list_line(const Certificate& item) {
    const std::string start = fmt::format("\"{}\",\"{}\"", name_of(item.type), item.name);
    const bool has_subject =
        item.type == CertificateType::RootCa || item.type == CertificateType::ClientCertificate;
    if (!has_subject) return start;
    return fmt::format("{},\"{}\",\"{}\"", start, item.common_name, item.expires);
}

}  // namespace

CertificateCommands::Import CertificateCommands::import_of(const Request& request,
                                                           std::size_t size) {
    return {.operation = request.get<int>(0).value_or(0),
            .type = type_of(request),
            .name = std::string(name_of(request)),
            .password = std::string(request.text(4)),
            .size = size};
}

std::span<const at::Command<CertificateCommands>> CertificateCommands::commands() {
    using Self = CertificateCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command    forms parameters handlers               attributes
        { "+USECMNG", "S",  kManage,   {.set = &Self::manage}, {.persists = at::Persists::Nvm, .prompts = true, .source = "[security 1]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+USECMNG=<op>[,...].  Error: CME 50 if a position is missing.
Reply CertificateCommands::manage(const Request& request) {
    const auto operation = request.get<Operation>(0).value_or(Operation::List);
    if (operation == Operation::List) return list();
    if (!names_an_item(request)) return Reply::error(CmeError::IncorrectParameters);
    switch (operation) {
        case Operation::Stream:
            return import_stream(request);
        case Operation::File:
            return import_file(request);
        case Operation::Remove:
            return remove(request);
        case Operation::List:
        case Operation::Digest:
            break;
    }
    return digest(request);
}

/// AT+USECMNG=0,<type>,"<name>",<size>[,"<password>"]: prompts for the bytes.  Errors before the
/// prompt: CME 50 for no size, 1911 above 8192 B; after it: 1910 if no byte came for 20 s, those of
/// `finish_import`.  [security 1]
Reply CertificateCommands::import_stream(const Request& request) {
    const bool has_size =
        request.has(3) && request.arguments()[3].kind == at::Argument::Kind::Number;
    const auto size = has_size ? request.arguments()[3].number : 0;
    if (size < 1) return Reply::error(CmeError::IncorrectParameters);
    if (static_cast<std::size_t>(size) > kMaxSource) return Reply::error(CmeError::ImportTooLarge);
    import_ = import_of(request, static_cast<std::size_t>(size));
    received_.clear();
    return Reply::prompt({.size = import_.size, .sink = this, .patience = kImportPatience});
}

/// AT+USECMNG=1,<type>,"<name>","<file>"[,"<password>"]: imports a user file, which stays.  Errors:
/// CME 50 for no file name, 1612 for no such file, 1911 above 8192 B, those of `finish_import`.
Reply CertificateCommands::import_file(const Request& request) {
    const bool has_file = request.has(3) && request.arguments()[3].kind == at::Argument::Kind::Text;
    if (!has_file) return Reply::error(CmeError::IncorrectParameters);
    const auto source =
        device_.parts.storage.files.read(storage::Tag::User, request.arguments()[3].text);
    if (!source) return Reply::error(CmeError::FileNotFound);
    if (source->size() > kMaxSource) return Reply::error(CmeError::ImportTooLarge);
    import_ = import_of(request, source->size());
    return finish_import(*source);
}

/// Converts and stores.  Errors: CME 1912 if the user area has no room to work in, 1913 for neither
/// PEM nor DER of that type, 1918 for a bad key or a wrong password, 1920 for broken PEM, 1914 for
/// the 17th item, 1915 if the flash fails.
Reply CertificateCommands::finish_import(Bytes source) {
    const int injected = device_.parts.profile.usecmng_error;
    if (injected != 0) return Reply::error(static_cast<CmeError>(injected));
    if (device_.parts.storage.files.free_bytes(storage::Tag::User) < source.size()) {
        return Reply::error(CmeError::ImportNoMemory);
    }
    const auto item =
        storage::import_certificate(import_.type, import_.name, source, import_.password);
    if (!item) return error_of(item.error());
    const auto added = store_.add(*item);
    if (!added) return error_of(added.error());
    return digest_line(import_.operation, import_.type, import_.name, item->md5);
}

std::optional<Reply> CertificateCommands::on_data(Bytes bytes) {
    received_.insert(received_.end(), bytes.begin(), bytes.end());
    return std::nullopt;
}

Reply CertificateCommands::on_end() {
    return finish_import(std::exchange(received_, {}));
}

Reply CertificateCommands::on_stall() {
    received_.clear();
    return Reply::error(CmeError::ImportTimeout);
}

/// AT+USECMNG=2,<type>,"<name>".  Errors: CME 1916 for an unknown name; CME 3 for what the factory
/// put there [assumed: its anchors are part of the firmware].
Reply CertificateCommands::remove(const Request& request) {
    const auto item = store_.get(type_of(request), name_of(request));
    if (item && item->is_factory) return Reply::error(CmeError::OperationNotAllowed);
    const auto removed = store_.remove(type_of(request), name_of(request));
    return removed ? Reply::ok() : error_of(removed.error());
}

/// AT+USECMNG=3: every item, in order of creation.
Reply CertificateCommands::list() const {
    Reply reply = Reply::ok();
    for (const Certificate& item : store_.list()) reply = std::move(reply).line(list_line(item));
    return reply;
}

/// AT+USECMNG=4,<type>,"<name>": the MD5 of its DER.  Error: CME 1916 for an unknown name.
Reply CertificateCommands::digest(const Request& request) const {
    const auto item = store_.get(type_of(request), name_of(request));
    if (!item) return error_of(item.error());
    return digest_line(static_cast<int>(Operation::Digest), item->type, item->name, item->md5);
}

}  // namespace sara::commands
