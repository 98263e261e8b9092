#include "tools/reports/run_story.hpp"

#include <fmt/format.h>

#include <string_view>

namespace sara::tools {

namespace {

std::string_view story_text(const sim::Record& record, std::string_view key) {
    const sim::Field* field = record.find(key);
    const auto* text = field == nullptr ? nullptr : std::get_if<std::string_view>(&field->value);
    return text == nullptr ? std::string_view() : *text;
}

}  // namespace

void RunStory::on_record(const sim::Record& record) {
    end_ = record.time;
    traffic_.on_record(record);
    const std::string source(record.source);
    if (record.kind == sim::RecordKind::State) {
        states_[source].push_back({std::string(story_text(record, "state")), record.time});
    } else if (record.kind == sim::RecordKind::Fault) {
        faults_.push_back({record.time, fmt::format("{} {}", source, story_text(record, "what"))});
    } else if (record.kind == sim::RecordKind::Progress) {
        const sim::Field* field = record.find("percent");
        const auto* percent = field == nullptr ? nullptr : std::get_if<std::int64_t>(&field->value);
        if (percent == nullptr) return;
        progress_[fmt::format("{} {}", source, story_text(record, "phase"))].push_back(
            {record.time, *percent});
    }
}

std::vector<std::string> RunStory::transcript() {
    traffic_.flush();
    std::vector<std::string> lines;
    std::istringstream text(text_.str());
    for (std::string line; std::getline(text, line);) lines.push_back(std::move(line));
    return lines;
}

}  // namespace sara::tools
