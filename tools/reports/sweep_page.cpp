#include "tools/reports/html.hpp"
#include "tools/reports/sweep_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace sara::tools {

namespace {

using nlohmann::json;

// In units of the picture's own coordinates.
constexpr double kMapLeft = 300;  ///< room for the outcomes' names
constexpr double kMapWidth = 700;
constexpr double kMapRow = 26;
constexpr double kMapTop = 30;  ///< room for the phases' names
constexpr std::size_t kLongestOutcome = 44;
constexpr double kNameWidth = 7;  ///< about that of one character
constexpr int kMapTicks = 5;

/// Texts of a case as strings.
std::string text_in(const json& one, const char* key) {
    return one.at(key).get<std::string>();
}

double seconds_in(const json& one, const char* key) {
    return static_cast<double>(one.at(key).get<std::int64_t>()) / 1e9;
}

std::string_view class_of(const std::string& verdict) {
    if (verdict == "violated") return "failed";
    return verdict == "invalid" ? "invalid" : "passed";
}

class SweepMap {
 public:
    explicit SweepMap(const json& sweep) : cases_(sweep.at("cases")) {
        for (const json& one : cases_) {
            end_ = std::max(end_, seconds_in(one, "time_ns"));
            const std::string outcome = text_in(one, "outcome");
            if (std::ranges::find(outcomes_, outcome) == outcomes_.end())
                outcomes_.push_back(outcome);
        }
    }

    std::string draw() const {
        const double bottom = kMapTop + kMapRow * static_cast<double>(outcomes_.size());
        return fmt::format(
            "<svg viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" "
            "aria-label=\"Point of injection against outcome\">\n{}{}{}{}</svg>\n",
            kMapLeft + kMapWidth + 30, bottom + 30, rows(), phases(bottom), axis(bottom), dots());
    }

 private:
    double x_of(double seconds) const { return kMapLeft + kMapWidth * seconds / end_; }
    double y_of(const std::string& outcome) const {
        const auto row = std::ranges::find(outcomes_, outcome) - outcomes_.begin();
        return kMapTop + kMapRow * (static_cast<double>(row) + 0.5);
    }

    std::string rows() const {
        std::string text;
        for (const std::string& outcome : outcomes_) {
            std::string name = outcome;
            if (name.size() > kLongestOutcome) name = name.substr(0, kLongestOutcome) + "...";
            text += fmt::format(
                "<text x=\"{:.0f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>"
                "<line class=\"grid\" x1=\"{:.0f}\" x2=\"{:.0f}\" y1=\"{:.1f}\" y2=\"{:.1f}\"/>\n",
                kMapLeft - 10, y_of(outcome) + 4, html(name), kMapLeft, kMapLeft + kMapWidth,
                y_of(outcome), y_of(outcome));
        }
        return text;
    }

    /// Where the module came to something else.
    std::string phases(double bottom) const {
        std::string text;
        std::string phase;
        double name_end = 0;
        for (const json& one : cases_) {
            if (text_in(one, "phase") == phase) continue;
            phase = text_in(one, "phase");
            const double x = x_of(seconds_in(one, "time_ns"));
            text += fmt::format(
                "<line class=\"grid\" x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1:.0f}\" "
                "y2=\"{2:.0f}\"><title>{3}</title></line>\n",
                x, kMapTop - 12, bottom, html(phase));
            const double width = kNameWidth * static_cast<double>(phase.size());
            if (x < name_end || x + width > kMapLeft + kMapWidth + 30) continue;
            text += fmt::format("<text class=\"quiet\" x=\"{:.1f}\" y=\"{:.0f}\">{}</text>\n",
                                x + 3, kMapTop - 14, html(phase));
            name_end = x + width;
        }
        return text;
    }

    std::string axis(double bottom) const {
        std::string text;
        for (int tick = 0; tick <= kMapTicks; ++tick) {
            const double at = end_ * tick / kMapTicks;
            text += fmt::format(
                "<text class=\"quiet\" x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\">{:.4g} s"
                "</text>\n",
                x_of(at), bottom + 20, at);
        }
        return text;
    }

    std::string dots() const {
        std::string text;
        for (const json& one : cases_) {
            const std::string verdict = text_in(one, "verdict");
            text += fmt::format(
                "<circle class=\"{}\" cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"{}\" fill=\"currentColor\" "
                "fill-opacity=\"0.65\"><title>{} at {:.6f} s, {}: {}</title></circle>\n",
                class_of(verdict), x_of(seconds_in(one, "time_ns")), y_of(text_in(one, "outcome")),
                verdict == "held" ? 4 : 6, html(text_in(one, "id")), seconds_in(one, "time_ns"),
                html(text_in(one, "phase")), html(text_in(one, "outcome")));
        }
        return text;
    }

    const json& cases_;
    double end_ = 1e-9;
    std::vector<std::string> outcomes_;
};

std::string table_of(const json& summary) {
    std::string text =
        "<table>\n<tr><th>phase</th><th class=\"number\">cases</th><th>verdict</th>"
        "<th>what became of the module</th></tr>\n";
    for (const json& row : summary.at("phases")) {
        const std::string verdict = text_in(row, "verdict");
        text += fmt::format(
            "<tr><td>{}</td><td class=\"number\">{}</td>"
            "<td class=\"{}\">{}</td><td>{}</td></tr>\n",
            html(text_in(row, "phase")), row.at("cases").get<std::size_t>(), class_of(verdict),
            verdict, html(text_in(row, "outcome")));
    }
    return text + "</table>\n";
}

std::string violated_case(const json& one) {
    std::string text = fmt::format("<h2 class=\"failed\">{}: {}</h2>\n<pre>",
                                   html(text_in(one, "id")), html(text_in(one, "outcome")));
    for (const json& violation : one.at("violations")) {
        text += html(fmt::format("{} at {:.6f} s\n  expected {}\n  found    {}\n",
                                 text_in(violation, "what"), seconds_in(violation, "time_ns"),
                                 text_in(violation, "expected"), text_in(violation, "found")));
    }
    for (const json& line : one.at("transcript")) text += html(line.get<std::string>()) + '\n';
    return text + "</pre>\n";
}

}  // namespace

std::string sweep_page(const json& document) {
    const json& summary = document.at("summary");
    std::string body = fmt::format(
        "<h1>{}</h1>\n<p class=\"facts\">{} at {} of {} &middot; {} cases, {} violated, {} "
        "invalid</p>\n<h2>Where it struck, and what became of the module</h2>\n",
        html(text_in(document, "title")), html(text_in(document, "fault")),
        html(text_in(document, "at")), html(text_in(document, "file")),
        summary.at("cases").get<std::size_t>(), summary.at("violated").get<std::size_t>(),
        summary.at("invalid").get<std::size_t>());
    body += SweepMap(document).draw() + table_of(summary);
    for (const json& one : document.at("cases")) {
        if (one.at("verdict") == "violated") body += violated_case(one);
    }
    return html_page(text_in(document, "title"), body);
}

}  // namespace sara::tools
