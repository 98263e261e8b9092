#include "tools/recording/heard_lines.hpp"

#include <algorithm>
#include <utility>

namespace sara::tools {

namespace {

constexpr std::string_view kLineEnds = "\r\n";

/// JSON texts are UTF-8: a line can stand in one as it is only if it is ASCII.
bool is_ascii(std::string_view line) {
    return std::ranges::all_of(line, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

sim::Step expect_lines(std::vector<sim::LineMatch> lines) {
    sim::Step step;
    if (lines.size() == 1) {
        step.expect.emplace();
        step.expect->line = std::move(lines.front().line);
    } else {
        step.expect_in_order.emplace();
        step.expect_in_order->lines = std::move(lines);
    }
    return step;
}

sim::Step expect_text(std::string_view text) {
    sim::Step step;
    step.expect.emplace();
    step.expect->text.emplace(text.begin(), text.end());
    return step;
}

}  // namespace

std::vector<sim::Step> HeardLines::take() {
    std::vector<sim::Step> steps;
    std::vector<sim::LineMatch> lines;
    const auto end_lines = [&] {
        if (!lines.empty()) steps.push_back(expect_lines(std::exchange(lines, {})));
    };
    for (std::size_t end = text_.find_first_of(kLineEnds); end != std::string::npos;
         end = text_.find_first_of(kLineEnds)) {
        const std::string line = text_.substr(0, end);
        text_.erase(0, end + 1);
        if (line.empty()) continue;
        if (is_ascii(line)) {
            lines.push_back({.line = line});
        } else {
            end_lines();
            steps.push_back(expect_text(line));
        }
    }
    end_lines();
    return steps;
}

}  // namespace sara::tools
