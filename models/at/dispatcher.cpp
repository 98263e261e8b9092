#include "models/at/dispatcher.hpp"

#include <algorithm>

namespace sara::at {

namespace {

Reply unknown_command(const LineCommand& command) {
    const bool is_extended = command.kind == LineCommand::Kind::Extended;
    return is_extended ? Reply::error(CmeError::Unknown) : Reply::error();
}

CmsError as_cms(CmeError error) {
    switch (error) {
        case CmeError::OperationNotAllowed:
            return CmsError::OperationNotAllowed;
        case CmeError::OperationNotSupported:
            return CmsError::OperationNotSupported;
        case CmeError::SimNotInserted:
            return CmsError::SimNotInserted;
        case CmeError::SimPinRequired:
            return CmsError::SimPinRequired;
        case CmeError::SimPukRequired:
            return CmsError::SimPukRequired;
        case CmeError::SimFailure:
            return CmsError::SimFailure;
        case CmeError::SimBusy:
            return CmsError::SimBusy;
        case CmeError::FfsWrite:
            return CmsError::MemoryFailure;
        default:
            return CmsError::UnknownError;
    }
}

// S-parameters are read as three digits.  [R4 10.12]
std::string three_digits(std::string digits) {
    constexpr std::size_t kDigits = 3;
    if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
    return digits;
}

}  // namespace

Reply error_of(const Row& row, CmeError error) {
    if (row.is_basic() || row.attributes.errors == ErrorClass::Plain) return Reply::error();
    if (row.attributes.errors == ErrorClass::Cms) return Reply::error(as_cms(error));
    return Reply::error(error);
}

Dispatcher::Result Dispatcher::run_next(CommandLine& line, PendingCommand pending) {
    const LineCommand command = line.next();
    const Row* row = settings_.catalogue().find(command.name);
    if (row == nullptr) return {nullptr, unknown_command(command)};
    const bool needs_stack = row->attributes.needs_pin && command.form != Form::Test;
    if (needs_stack && surroundings_.is_stack_down()) return {row, Reply::error()};
    if (const auto error = obstacle(*row, command)) return {row, error_of(*row, *error)};
    const std::optional<std::size_t> given = bind_arguments(*row, command, line);
    if (!given) return {row, error_of(*row, row->bad_parameter())};
    const std::size_t count = row->parameters.size();
    return {row, run(*row, {command.form, std::span(arguments_).first(count), *given, pending})};
}

std::optional<CmeError> Dispatcher::obstacle(const Row& row, const LineCommand& command) const {
    if (command.form == Form::Test) {
        // A command without a test form answers OK to it.  [at-syntax 1]
        return std::nullopt;
    }
    if (!row.forms.has(command.form)) return CmeError::OperationNotSupported;
    if (row.attributes.prompts && !command.is_alone) return CmeError::OperationNotAllowed;
    if (row.attributes.needs_pin) return surroundings_.sim_error();
    return std::nullopt;
}

std::optional<std::size_t> Dispatcher::bind_arguments(const Row& row, const LineCommand& command,
                                                      CommandLine& line) {
    if (command.kind == LineCommand::Kind::Basic) {
        const bool is_dial =
            !row.parameters.empty() && row.parameters.front().type == ParameterType::Text;
        if (is_dial) return bind_bare(command.parameters, arguments_);
        return bind(row, command.parameters.empty() ? "0" : command.parameters, arguments_);
    }
    if (command.form == Form::Set) {
        if (row.attributes.raw_argument) return bind_raw(line.take_raw_argument(), arguments_);
        return bind(row, command.parameters, arguments_);
    }
    std::fill_n(arguments_.begin(), row.parameters.size(), Argument{});
    return 0;
}

Reply Dispatcher::run(const Row& row, const Request& request) {
    if (row.has_handler(row.command, request.form())) {
        return row.handle(*families_[row.family], row.command, request);
    }
    switch (request.form()) {
        case Form::Action:
        case Form::Set:
            return store(row, request);
        case Form::Read:
            return read(row);
        case Form::Test:
            break;
    }
    std::string values = row.forms.has(Form::Test) ? values_text(row) : std::string();
    return values.empty() ? Reply::ok() : Reply::text(std::move(values));
}

Reply Dispatcher::store(const Row& row, const Request& request) {
    const bool stored = settings_.set(row, to_text(request.arguments()));
    return stored ? Reply::ok() : error_of(row, CmeError::FfsWrite);
}

Reply Dispatcher::read(const Row& row) const {
    if (row.is_sparam()) return Reply::text(three_digits(settings_.text(row)));
    return Reply::text(std::string(row.name) + ": " + settings_.text(row));
}

std::string values_text(const Row& row) {
    std::string text;
    for (const Parameter& parameter : row.parameters) {
        if (parameter.values.is_any()) break;
        text += text.empty() ? std::string(row.name) + ": (" : ",(";
        text += parameter.values.text();
        text += ')';
    }
    return text;
}

}  // namespace sara::at
