#include "tools/variation/variation_survey.hpp"

#include "models/at/command_line.hpp"
#include "models/commands/catalogue.hpp"
#include "models/commands/documented_errors.hpp"
#include "sim/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace sara::tools {

namespace {

using namespace std::chrono_literals;

/// What the rest of a split waits: longer than hosts wait for more of a read.
constexpr sim::Duration kPause = 100ms;

/// The longest answer of a command whose manual names none.  [assumed: what takes longer says so]
constexpr sim::Duration kUsualLimit = 1s;

constexpr std::size_t kSubjectSize = 28;  ///< a column of the table

std::string_view text_of(const sim::Record& record, std::string_view key) {
    const sim::Field* const field = record.find(key);
    const auto* text = field ? std::get_if<std::string_view>(&field->value) : nullptr;
    return text ? *text : std::string_view();
}

/// "+UFWPREVAL" of "\r\n+UFWPREVAL: 3\r\n".
std::string subject_of(sim::Bytes said) {
    std::string_view text = sim::as_text(said);
    text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
    if (text.starts_with("AT") || text.starts_with("at")) return "echo";
    if (!text.starts_with('+')) return "other bytes";
    return std::string(text.substr(0, std::min(text.find(':'), kSubjectSize)));
}

nlohmann::json error_json(const commands::DocumentedError& error) {
    if (error.family == at::ErrorClass::Cme) return {{"cme", error.number}};
    if (error.family == at::ErrorClass::Cms) return {{"cms", error.number}};
    return nlohmann::json::object();
}

std::string suffix_of(const commands::DocumentedError& error) {
    if (error.family == at::ErrorClass::Plain) return "e";
    return fmt::format("{}{}", error.family == at::ErrorClass::Cms ? "s" : "", error.number);
}

}  // namespace

void VariationSurvey::follow(sim::Kernel& kernel, sim::Twin& twin) {
    kernel_ = &kernel;
    twin_ = &twin;
    for (const std::string_view port : twin.ports()) {
        Ear& ear = ears_.emplace_back(*this, std::string(port));
        twin.line(port)->dce().set_cutter(&ear);
    }
}

void VariationSurvey::look() {
    boundary_event_ = kernel_->scheduler.fired();
    boundary_ns_ = kernel_->scheduler.now().time_since_epoch().count();
    is_answer_ = false;
    if (origin_ == Origin::LastEvent) {
        lines_ = 0;
        said_.clear();
    }
    if (vary_ == Vary::Urcs) {
        interjections_ = twin_->interjections();
        if (std::exchange(has_spoken_, false)) add_urcs(Beside::Speech);
    }
}

void VariationSurvey::on_record(const sim::Record& record) {
    if (twin_ == nullptr) return;
    if (record.kind == sim::RecordKind::Tx) ++tx_;
    if (record.kind == sim::RecordKind::Command) on_line(text_of(record, "line"));
    if (record.kind == sim::RecordKind::Response) is_answer_ = true;
}

void VariationSurvey::on_line(std::string_view line) {
    line_ = std::string(line.substr(0, kSubjectSize));
    ++commands_;
    ++lines_;
    add_urcs(Beside::Answer);  // the host has sent it, and waits
    at::CommandLine parsed;
    parsed.assign(line);
    if (parsed.is_at_end()) return add_times(nullptr);
    const at::LineCommand command = parsed.next();
    const at::Row* const row = commands::catalogue().find(command.name);
    add_times(row);
    if (row != nullptr && row->forms.has(command.form)) add_errors(*row, command.form);
}

void VariationSurvey::on_said(const std::string& port, sim::Bytes sent) {
    has_spoken_ = true;
    if (vary_ != Vary::Splits) return;
    auto said = std::ranges::find(said_, port, &std::pair<std::string, std::uint32_t>::first);
    if (said == said_.end()) said = said_.insert(said, {port, 0});
    const std::uint32_t nth = ++said->second;
    ++outputs_;
    const std::string subject = is_answer_ ? "AT" + line_ : subject_of(sent);
    is_answer_ = false;
    for (std::size_t at = 1; at < sent.size(); ++at) {
        nlohmann::json split{{"at", at}, {"pause", sim::to_text(kPause)}};
        if (nth > 1) split["nth"] = nth;
        if (port != ears_.front().port) split["port"] = port;
        add(fmt::format("s{}.{}", outputs_, at), {{"line_split", split}}, subject);
    }
}

/// A place is there once, whatever it is behind and before.
void VariationSurvey::add_urcs(Beside beside) {
    if (vary_ != Vary::Urcs || interjections_.empty()) return;
    if (origin_ == Origin::LastEvent &&
        std::exchange(last_place_, boundary_event_) == boundary_event_)
        return;
    ++places_;
    const bool is_counted = origin_ == Origin::Start;
    std::optional<Counted> behind;
    if (is_counted && beside == Beside::Speech) behind = {sim::RecordKind::Tx, tx_};
    for (std::size_t i = 0; i < interjections_.size(); ++i) {
        nlohmann::json urc{{"text", interjections_[i]}};
        if (is_counted && beside == Beside::Answer) urc["before_answer"] = lines_;
        add(fmt::format("i{}.{}", places_, i + 1), {{"urc", urc}}, "AT" + line_, behind);
    }
}

void VariationSurvey::add_errors(const at::Row& row, at::Form form) {
    if (vary_ != Vary::Errors) return;
    for (const commands::DocumentedError& error : commands::documented_errors(row, form)) {
        nlohmann::json what = error_json(error);
        if (lines_ > 1) what["nth"] = lines_;
        add(fmt::format("x{}.{}", commands_, suffix_of(error)), {{"answer_error", what}},
            "AT" + line_);
    }
}

/// As it usually is, it was in the undisturbed run.
void VariationSurvey::add_times(const at::Row* row) {
    if (vary_ != Vary::Timing) return;
    const bool has_limit = row != nullptr && row->attributes.response_time > sim::Duration{};
    const sim::Duration longest = has_limit ? row->attributes.response_time : kUsualLimit;
    for (const auto& [suffix, time] : {std::pair{'z', sim::Duration{}}, std::pair{'m', longest}}) {
        nlohmann::json what{{"after", sim::to_text(time)}};
        if (lines_ > 1) what["nth"] = lines_;
        add(fmt::format("d{}.{}", commands_, suffix), {{"answer_time", what}}, "AT" + line_);
    }
}

void VariationSurvey::add(std::string id, nlohmann::json what, std::string subject,
                          std::optional<Counted> behind) {
    // Before the first event there is none behind which a scenario's fault could strike.
    if (boundary_event_ == 0) return;
    Point point{.id = std::move(id),
                .event = boundary_event_,
                .time_ns = boundary_ns_,
                .phase = std::move(subject),
                .record = behind};
    if (origin_ == Origin::Start && !behind) point.at_ns = 0;
    found_.push_back({std::move(point), std::move(what)});
}

std::vector<Variation> VariationSurvey::variations() const {
    return found_;
}

}  // namespace sara::tools
