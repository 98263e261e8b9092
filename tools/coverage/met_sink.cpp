#include "tools/coverage/met_sink.hpp"

#include "models/at/error_texts.hpp"
#include "models/commands/catalogue.hpp"
#include "tools/coverage/universe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace sara::tools {

namespace {

using sim::RecordKind;

constexpr std::string_view kModule = "module";         // as its trace calls the life-cycle
constexpr std::string_view kLifeCycle = "life-cycle";  // as the state reference does
constexpr std::string_view kActive = "Active";
constexpr std::string_view kCme = "+CME ERROR: ";
constexpr std::string_view kCms = "+CMS ERROR: ";

template <class T>
T value_of(const sim::Record& record, std::string_view key) {
    const sim::Field* const field = record.find(key);
    const T* const value = field == nullptr ? nullptr : std::get_if<T>(&field->value);
    return value == nullptr ? T() : *value;
}

/// The number of an error that was printed as number or as text.
std::string number_of_error(std::string_view printed, std::span<const at::ErrorText> texts) {
    const auto row = std::ranges::find(texts, printed, &at::ErrorText::text);
    return row == texts.end() ? std::string(printed) : std::to_string(row->number);
}

}  // namespace

void MetSink::on_record(const sim::Record& record) {
    switch (record.kind) {
        case RecordKind::State:
            return on_state(record);
        case RecordKind::Command:
            return on_command(value_of<std::string_view>(record, "line"));
        case RecordKind::Response:
            return on_response(value_of<std::string_view>(record, "text"));
        case RecordKind::Urc: {
            const auto text = value_of<std::string_view>(record, "text");
            return met_.add(kUrcs, std::string(text.substr(0, text.find(':'))));
        }
        case RecordKind::Progress:
            return met_.add(kPhases, fmt::format("{} {}", record.source,
                                                 value_of<std::string_view>(record, "phase")));
        case RecordKind::Update: {
            const auto step = value_of<std::string_view>(record, "step");
            if (step != "result")
                return met_.add(kPhases, fmt::format("{} {}", record.source, step));
            const auto code = static_cast<int>(value_of<std::int64_t>(record, "code"));
            return met_.add(kResults, result_item(code));
        }
        default:
            return;
    }
}

void MetSink::on_state(const sim::Record& record) {
    const auto state = value_of<std::string_view>(record, "state");
    const bool is_life_cycle = record.source == kModule;
    const std::string_view machine = is_life_cycle ? kLifeCycle : std::string_view(record.source);
    // The LwM2M client has one of its machines for each server.
    const std::string key = fmt::format("{} {}", machine, value_of<std::int64_t>(record, "server"));
    met_.add(kStates, fmt::format("{}: {}", machine, state));
    const auto before = states_.find(key);
    const bool is_new = before == states_.end() || only_begins(machine, state);
    if (!is_new && before->second != state) {
        met_.add(kTransitions, fmt::format("{}: {} -> {}", machine, before->second, state));
    }
    // What ran in the module ends with its supply or its reset; what begins anew at the boot is
    // told before the module is active.
    if (is_life_cycle && state != kActive) states_.clear();
    states_.insert_or_assign(key, std::string(state));
}

void MetSink::on_command(std::string_view line) {
    line_.assign(line);
    while (!line_.is_at_end()) {
        const at::LineCommand command = line_.next();
        const at::Row* const row = commands::catalogue().find(command.name);
        if (command.kind == at::LineCommand::Kind::Broken || row == nullptr) return;
        if (row->attributes.raw_argument && command.form == at::Form::Set)
            line_.take_raw_argument();
        if (row->forms.has(command.form)) {
            met_.add(kCommands, command_item(row->name, command.form));
        }
    }
}

void MetSink::on_response(std::string_view text) {
    on_error(kCme, text);
    on_error(kCms, text);
}

void MetSink::on_error(std::string_view prefix, std::string_view text) {
    const std::size_t at = text.rfind(prefix);
    if (at == text.npos) return;
    std::string_view printed = text.substr(at + prefix.size());
    printed = printed.substr(0, printed.find_first_of("\r\n"));
    const auto texts = prefix == kCme ? at::cme_texts() : at::cms_texts();
    met_.add(kErrors, fmt::format("{}{}", prefix, number_of_error(printed, texts)));
}

}  // namespace sara::tools
