#include "tools/reports/run_page.hpp"

#include "tools/reports/html.hpp"
#include "tools/reports/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <string_view>

namespace sara::tools {

namespace {

// A transfer of megabytes fills a transcript with its blocks: its beginning and its end are kept.
constexpr std::size_t kFirstLines = 500;
constexpr std::size_t kLastLines = 1500;

constexpr std::string_view kNotInNames = "/#?%&:";

/// The reports of the runner repeat the end of the transcript, which the page has whole.
std::string_view without_transcript(std::string_view report) {
    return report.substr(0, report.find("\n  | "));
}

std::string transcript_html(const std::vector<std::string>& lines) {
    std::string text;
    const bool is_cut = lines.size() > kFirstLines + kLastLines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (is_cut && i == kFirstLines) {
            const std::size_t left_out = lines.size() - kFirstLines - kLastLines;
            text += fmt::format("<span class=\"cut\">... {} lines left out ...</span>\n", left_out);
            i += left_out;
        }
        const bool is_host = lines[i].find(" > ") < lines[i].find(" < ");
        text += is_host ? fmt::format("<span class=\"host\">{}</span>\n", html(lines[i]))
                        : html(lines[i]) + '\n';
    }
    return text;
}

std::string verdict_html(const Verdict& verdict) {
    return fmt::format("<b class=\"verdict {0}\">{0}</b>", word_of(verdict.kind));
}

}  // namespace

std::string run_page(const Verdict& verdict, RunStory& story) {
    std::string body = fmt::format(
        "<h1>{}</h1>\n<p class=\"facts\">{} &middot; {} &middot; {:.3f} s of virtual time</p>\n",
        html(verdict.title), verdict_html(verdict), html(verdict.file), verdict.virtual_seconds);
    if (!verdict.report.empty()) {
        body += fmt::format("<h2>What went wrong</h2>\n<pre>{}</pre>\n",
                            html(without_transcript(verdict.report)));
    }
    body += "<h2>States and progress</h2>\n" + timeline_of(story);
    body += fmt::format(
        "<h2>Transcript</h2>\n<p class=\"facts\">Virtual seconds, port, &gt; from "
        "the host, &lt; from the module.</p>\n<pre>{}</pre>\n",
        transcript_html(story.transcript()));
    return html_page(verdict.title, body);
}

std::string overview_page(const std::vector<Verdict>& verdicts) {
    const auto passed = std::ranges::count(verdicts, Verdict::Kind::Passed, &Verdict::kind);
    std::string body = fmt::format(
        "<h1>r5sim test</h1>\n<p class=\"facts\">{} of {} scenarios passed</p>\n<table>\n"
        "<tr><th>verdict</th><th>scenario</th><th>file</th><th class=\"number\">virtual time</th>"
        "</tr>\n",
        passed, verdicts.size());
    for (const Verdict& verdict : verdicts) {
        body += fmt::format(
            "<tr><td>{}</td><td><a href=\"{}\">{}</a></td><td>{}</td>"
            "<td class=\"number\">{:.3f} s</td></tr>\n",
            verdict_html(verdict), html(artefact_name(verdict.file, ".html")), html(verdict.title),
            html(verdict.file), verdict.virtual_seconds);
    }
    return html_page("r5sim test", body + "</table>\n");
}

std::string artefact_name(const std::string& file, const std::string& suffix) {
    std::string name = std::filesystem::path(file).replace_extension(suffix).string();
    // Neither a folder nor a part of a link.
    std::ranges::replace_if(
        name, [](char c) { return kNotInNames.find(c) != std::string_view::npos; }, '_');
    return name;
}

}  // namespace sara::tools
