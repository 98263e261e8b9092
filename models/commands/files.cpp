#include "models/commands/files.hpp"

#include "models/commands/refusal.hpp"

#include <algorithm>
#include <string>

namespace sara::commands {

namespace {

using namespace sim;  // durations: 20s
using at::CmeError;
using at::Parameter;
using at::ParameterType;
using at::Reply;
using at::Request;
using storage::FileError;
using storage::Tag;

constexpr Parameter kName = {.name = "filename", .type = ParameterType::Text};
constexpr Parameter kTag = {.name = "tag", .type = ParameterType::Text, .optional = true};
constexpr Parameter kSize = {.name = "size"};

constexpr auto kWrite = std::to_array<Parameter>({kName, kSize, kTag});
constexpr auto kRead = std::to_array<Parameter>({kName, kTag});
constexpr auto kReadBlock = std::to_array<Parameter>({kName, {.name = "offset"}, kSize});
// What the second and third position mean depends on the operation.
constexpr auto kList = std::to_array<Parameter>({
    {.name = "op_code", .initial = "0", .optional = true},
    {.name = "filename or tag", .type = ParameterType::Text, .optional = true},
    kTag,
});
enum class ListOperation { Names = 0, FreeSpace = 1, Size = 2 };

Reply error_of(FileError error) {
    switch (error) {
        case FileError::NotFound:
            return Reply::error(CmeError::FileNotFound);
        case FileError::NoSpace:
            return Reply::error(CmeError::FfsNoMemory, "NOT ENOUGH FREE SPACE");
        case FileError::TooManyFiles:
            return Reply::error(CmeError::FfsTooManyFiles);
        case FileError::IllegalName:
            return Reply::error(CmeError::FfsInvalidFilename);
        case FileError::Range:
            return Reply::error(CmeError::FfsFileRange);
        case FileError::AlreadyOpen:
            return Reply::error(CmeError::FfsAlreadyOpen);
        case FileError::WriteError:
            return Reply::error(CmeError::FfsWrite);
    }
    return Reply::error(CmeError::Ffs);
}

// The tag at that position, USER if there is none.  [file-system 1.1]
std::optional<Tag> tag_at(const Request& request, std::size_t position) {
    const auto text = request.get<std::string_view>(position);
    return text ? storage::find_tag(*text) : Tag::User;
}

Reply unknown_tag() {
    return Reply::error(CmeError::FfsIllegalType);
}

}  // namespace

std::span<const at::Command<FileCommands>> FileCommands::commands() {
    using Self = FileCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command     forms parameters   handlers                     attributes
        { "+UDELFILE", "ST", kRead,       {.set = &Self::remove},      {.source = "[file-system 2.5]"} },
        { "+UDWNFILE", "ST", kWrite,      {.set = &Self::write},       {.prompts = true, .source = "[file-system 2.1]"} },
        { "+ULSTFILE", "ST", kList,       {.set = &Self::list},        {.source = "[file-system 2.2]"} },
        { "+URDBLOCK", "ST", kReadBlock,  {.set = &Self::read_block},  {.source = "[file-system 2.4]"} },
        { "+URDFILE",  "ST", kRead,       {.set = &Self::read},        {.source = "[file-system 2.3]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+UDWNFILE="<name>",<size>[,"<tag>"]: prompts for the bytes and appends them.  Errors, before
/// the prompt: CME 3 for no size, 1628 unknown tag, 1638 illegal name, 1637 too big, 1636 too many
/// files; 5002 for FOAT while another firmware download runs; after it: 1649 if no byte came for
/// 20 s, 1632 if the flash fails.  [file-system 2.1][R01 B]
Reply FileCommands::write(const Request& request) {
    const auto tag = tag_at(request, 2);
    const std::int64_t size = request.get<std::int64_t>(1).value_or(0);
    if (!tag) return unknown_tag();
    if (size < 1) return Reply::error(CmeError::OperationNotAllowed);
    if (*tag == Tag::Foat) {
        if (const auto refusal = device_.exclusion.refuses(Attempt::Udwnfile)) {
            return reply_of(*refusal);
        }
    }
    const auto bytes = static_cast<std::size_t>(size);
    auto opened = files_.open(*tag, request.text(0), storage::WriteMode::Append, bytes);
    if (opened.has_error()) return error_of(opened.error());
    writer_ = std::move(*opened);
    if (*tag == Tag::Foat) download_ = device_.exclusion.begin(Download::Udwnfile);
    stored_at_ = device_.parts.scheduler.now();
    return Reply::prompt(
        {.size = bytes, .sink = this, .patience = device_.parts.profile.write_stall});
}

std::optional<Reply> FileCommands::on_data(Bytes bytes) {
    const auto rate = static_cast<std::int64_t>(device_.parts.profile.fs_write_rate);
    const auto count = static_cast<std::int64_t>(bytes.size());
    const Time now = device_.parts.scheduler.now();
    stored_at_ = std::max(stored_at_, now) + Duration(count * 1'000'000'000 / rate);
    const auto appended = writer_->append(bytes);
    device_.take_storage_cost();  // the rate has it in it
    if (appended.has_value()) return std::nullopt;
    // The part that came stays, for the user to delete.  [R4 p198]
    static_cast<void>(finish());
    return error_of(appended.error());
}

Reply FileCommands::on_end() {
    const auto committed = finish();
    return committed.has_value() ? Reply::ok().taking(storing_left()) : error_of(committed.error());
}

/// What came stays in the file.  [file-system 2.1]
Reply FileCommands::on_stall() {
    static_cast<void>(finish());
    return Reply::error(CmeError::FfsTimeout);
}

Result<void, FileError> FileCommands::finish() {
    download_.release();
    return writer_->commit();
}

Duration FileCommands::storing_left() const {
    return std::max(Duration::zero(), stored_at_ - device_.parts.scheduler.now());
}

/// AT+ULSTFILE=[<op>[,...]].  Errors: CME 4 for another <op>, 50 for wrong positions, 1612, 1628.
Reply FileCommands::list(const Request& request) {
    const auto operation = request.get<ListOperation>(0).value_or(ListOperation::Names);
    if (operation == ListOperation::Size) return size(request);
    if (operation != ListOperation::Names && operation != ListOperation::FreeSpace) {
        return Reply::error(CmeError::OperationNotSupported);
    }
    if (request.has(2)) return Reply::error(CmeError::IncorrectParameters);
    const auto tag = tag_at(request, 1);
    if (!tag) return unknown_tag();
    if (operation == ListOperation::Names) return names(*tag);
    return Reply::text("+ULSTFILE: " + std::to_string(files_.free_bytes(*tag)));
}

Reply FileCommands::names(Tag tag) const {
    std::string text = "+ULSTFILE:";
    char separator = ' ';
    for (const std::string& name : files_.list(tag)) {
        text += separator;
        text.append("\"").append(name).append("\"");
        separator = ',';
    }
    return Reply::text(std::move(text));
}

Reply FileCommands::size(const Request& request) const {
    const auto tag = tag_at(request, 2);
    if (!request.has(1)) return Reply::error(CmeError::IncorrectParameters);
    if (!tag) return unknown_tag();
    const auto size = files_.size(*tag, request.text(1));
    if (size.has_error()) return error_of(size.error());
    return Reply::text("+ULSTFILE: " + std::to_string(*size));
}

/// AT+URDFILE="<name>"[,"<tag>"].  Errors: CME 3 for FOAT, 1612, 1628.  [file-system 2.3]
Reply FileCommands::read(const Request& request) {
    const auto tag = tag_at(request, 1);
    if (!tag) return unknown_tag();
    if (!storage::host_may_read(*tag)) return Reply::error(CmeError::OperationNotAllowed);
    const auto bytes = files_.read(*tag, request.text(0));
    if (bytes.has_error()) return error_of(bytes.error());
    return contents("+URDFILE", request.text(0), *bytes);
}

/// AT+URDBLOCK="<name>",<offset>,<size>, of USER only.  Errors: CME 50 for no size or a negative
/// offset, 1612, 1630 for an offset beyond the end.  [file-system 2.4]
Reply FileCommands::read_block(const Request& request) {
    const std::int64_t offset = request.get<std::int64_t>(1).value_or(0);
    const std::int64_t size = request.get<std::int64_t>(2).value_or(0);
    if (offset < 0 || size < 1) return Reply::error(CmeError::IncorrectParameters);
    const auto bytes = files_.read(Tag::User, request.text(0), static_cast<std::size_t>(offset),
                                   static_cast<std::size_t>(size));
    if (bytes.has_error()) return error_of(bytes.error());
    return contents("+URDBLOCK", request.text(0), *bytes);
}

Reply FileCommands::contents(std::string_view command, std::string_view name, Bytes bytes) const {
    std::string text(command);
    text.append(": \"").append(name).append("\",").append(std::to_string(bytes.size()));
    text.append(",\"").append(as_text(bytes)).append("\"");
    return Reply::raw(std::move(text), device_.parts.profile.read_tail_two_crlf);
}

/// AT+UDELFILE="<name>"[,"<tag>"].  Without a tag the FOAT package is found by its name.  Errors:
/// CME 1612, 1628.  [file-system 1.2, 2.5]
Reply FileCommands::remove(const Request& request) {
    auto tag = tag_at(request, 1);
    if (!tag) return unknown_tag();
    const std::string_view name = request.text(0);
    const bool is_package = !request.has(1) && name == storage::kPackageName &&
                            files_.size(Tag::User, name).has_error();
    const auto removed = files_.remove(is_package ? Tag::Foat : *tag, name);
    return removed.has_value() ? Reply::ok() : error_of(removed.error());
}

}  // namespace sara::commands
