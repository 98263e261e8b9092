#include "tools/reports/timeline.hpp"

#include "tools/reports/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace sara::tools {

namespace {

// In units of the picture's own coordinates.
constexpr double kLeft = 170;  ///< room for the lanes' names
constexpr double kWidth = 820;
constexpr double kTop = 24;  ///< room for the faults' names
constexpr double kBar = 26;
constexpr double kCurve = 60;
constexpr double kGap = 10;
constexpr double kCharacter = 6.6;  ///< about the width of one
constexpr std::size_t kLongestName = 24;
constexpr double kTicks = 8;

/// Fills that carry black or white text, told apart also by those who see few colours.
constexpr auto kFills = std::to_array<std::string_view>(
    {"#a6cee3", "#b2df8a", "#fdbf6f", "#cab2d6", "#fb9a99", "#ffff99", "#d9d9d9", "#80cdc1"});

std::string shortened(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string(text);
    return std::string(text.substr(0, most - 1)) + "\xE2\x80\xA6";
}

/// 1, 2 or 5 times a power of ten: what people divide an axis by.
double round_step(double rough) {
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (rough <= factor * power) return factor * power;
    }
    return 10 * power;
}

class Timeline {
 public:
    explicit Timeline(const RunStory& story)
        : story_(story), seconds_(std::max(sim::seconds(story.end()), 1e-3)) {}

    std::string draw() {
        for (const auto& [machine, stays] : story_.states()) add_states(machine, stays);
        for (const auto& [operation, points] : story_.progress()) add_progress(operation, points);
        const double lanes_end = y_ - kGap;
        for (const RunStory::Mark& mark : story_.faults()) add_fault(mark, lanes_end);
        return fmt::format(
                   "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" "
                   "aria-label=\"States and progress over virtual time\">\n{}{}</svg>\n",
                   kLeft + kWidth + 10, lanes_end + 34, axis(lanes_end), body_) +
               legend();
    }

 private:
    double x_of(sim::Time time) const {
        return kLeft + kWidth * std::min(sim::seconds(time) / seconds_, 1.0);
    }

    void add_name(std::string_view name, double middle) {
        body_ += fmt::format("<text x=\"{:.0f}\" y=\"{:.0f}\" text-anchor=\"end\">{}</text>\n",
                             kLeft - 8, middle + 4, html(shortened(name, kLongestName)));
    }

    std::string_view fill_of(const std::string& state) {
        const auto [known, is_new] = fills_.try_emplace(state, kFills[next_fill_ % kFills.size()]);
        if (is_new) ++next_fill_;
        return known->second;
    }

    void add_states(std::string_view machine, const std::vector<RunStory::Stay>& stays) {
        add_name(machine, y_ + kBar / 2);
        for (std::size_t i = 0; i < stays.size(); ++i) {
            const sim::Time until = i + 1 < stays.size() ? stays[i + 1].since : story_.end();
            add_bar(stays[i], until);
        }
        y_ += kBar + kGap;
    }

    void add_bar(const RunStory::Stay& stay, sim::Time until) {
        const double x = x_of(stay.since);
        const double width = std::max(x_of(until) - x, 1.0);
        body_ += fmt::format(
            "<rect x=\"{:.1f}\" y=\"{:.0f}\" width=\"{:.1f}\" height=\"{:.0f}\" rx=\"2\" "
            "fill=\"{}\"><title>{}: {} s to {} s</title></rect>\n",
            x, y_, width, kBar, fill_of(stay.state), html(stay.state),
            sim::seconds_text(stay.since), sim::seconds_text(until));
        if (width < kCharacter * static_cast<double>(stay.state.size()) + 8) return;
        body_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.0f}\" style=\"fill:#1c2733\">{}</text>\n",
                             x + 5, y_ + kBar / 2 + 4, html(stay.state));
    }

    void add_progress(std::string_view operation, const std::vector<RunStory::Point>& points) {
        add_name(operation, y_ + kCurve / 2);
        body_ += fmt::format(
            "<line class=\"grid\" x1=\"{0:.0f}\" y1=\"{2:.0f}\" x2=\"{1:.0f}\" y2=\"{2:.0f}\"/>\n"
            "<line class=\"grid\" x1=\"{0:.0f}\" y1=\"{3:.0f}\" x2=\"{1:.0f}\" y2=\"{3:.0f}\"/>\n",
            kLeft, kLeft + kWidth, y_, y_ + kCurve);
        body_ += fmt::format("<text class=\"quiet\" x=\"{0:.0f}\" y=\"{1:.0f}\">100 %</text>\n",
                             kLeft + 4, y_ + 13);
        for (std::size_t begin = 0; begin < points.size();)
            begin = add_rise(operation, points, begin);
        y_ += kCurve + kGap;
    }

    /// One attempt: as long as the progress does not fall back.  Where the next one begins.
    std::size_t add_rise(std::string_view operation, const std::vector<RunStory::Point>& points,
                         std::size_t begin) {
        std::string path;
        std::size_t end = begin;
        while (end < points.size() &&
               (end == begin || points[end].percent >= points[end - 1].percent)) {
            const double share = static_cast<double>(points[end].percent) / 100;
            path +=
                fmt::format("{:.1f},{:.1f} ", x_of(points[end].time), y_ + kCurve * (1 - share));
            ++end;
        }
        body_ += fmt::format(
            "<polyline class=\"curve\" points=\"{}\"><title>{}: {} % at {} s</title></polyline>\n",
            path, html(operation), points[end - 1].percent,
            sim::seconds_text(points[end - 1].time));
        return end;
    }

    void add_fault(const RunStory::Mark& mark, double bottom) {
        const double x = x_of(mark.time);
        body_ += fmt::format(
            "<line class=\"fault\" x1=\"{0:.1f}\" y1=\"{1:.0f}\" x2=\"{0:.1f}\" y2=\"{2:.0f}\">"
            "<title>{3} at {4} s</title></line>\n",
            x, kTop - 6, bottom, html(mark.text), sim::seconds_text(mark.time));
        if (x < fault_text_end_) return;  // names must not lie on one another
        const bool fits = x + kCharacter * static_cast<double>(mark.text.size()) < kLeft + kWidth;
        body_ += fmt::format(
            "<text class=\"quiet\" x=\"{:.1f}\" y=\"14\" text-anchor=\"{}\">{}</text>\n", x,
            fits ? "start" : "end", html(mark.text));
        fault_text_end_ = x + kCharacter * static_cast<double>(mark.text.size()) + 8;
    }

    /// Most states are shorter than their names.
    std::string legend() const {
        std::string text = "<p class=\"legend\">";
        for (const auto& [state, fill] : fills_) {
            text +=
                fmt::format("<span><i style=\"background:{}\"></i>{}</span>\n", fill, html(state));
        }
        return text + "</p>\n";
    }

    std::string axis(double y) const {
        const double step = round_step(seconds_ / kTicks);
        std::string text;
        for (double at = 0; at <= seconds_; at += step) {
            const double x = kLeft + kWidth * at / seconds_;
            text += fmt::format(
                "<line class=\"grid\" x1=\"{0:.1f}\" y1=\"{1:.0f}\" x2=\"{0:.1f}\" y2=\"{2:.0f}\"/>"
                "<text class=\"quiet\" x=\"{0:.1f}\" y=\"{3:.0f}\" text-anchor=\"middle\">{4:g} s"
                "</text>\n",
                x, kTop, y + 6, y + 22, at);
        }
        return text;
    }

    const RunStory& story_;
    double seconds_;  ///< that the picture is wide
    double y_ = kTop;
    double fault_text_end_ = 0;
    std::string body_;
    std::map<std::string, std::string_view> fills_;
    std::size_t next_fill_ = 0;
};

}  // namespace

std::string timeline_of(const RunStory& story) {
    return Timeline(story).draw();
}

}  // namespace sara::tools
