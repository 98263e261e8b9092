#include "tools/reports/tap.hpp"

#include <fmt/format.h>

#include <sstream>
#include <string_view>

namespace sara::tools {

namespace {

/// `#` begins a directive, and a description is one line.
std::string tap_text(std::string_view text) {
    std::string escaped;
    for (const char c : text.substr(0, text.find('\n'))) {
        if (c == '#' || c == '\\') escaped += '\\';
        escaped += c;
    }
    return escaped;
}

std::string diagnostics(const Verdict& verdict) {
    std::string text = fmt::format("  ---\n  severity: {}\n  report: |\n",
                                   verdict.kind == Verdict::Kind::Failed ? "fail" : "error");
    std::istringstream report(verdict.report);
    for (std::string line; std::getline(report, line);) text += "    " + line + '\n';
    return text + "  ...\n";
}

std::string test_point(std::size_t number, const Verdict& verdict) {
    const std::string name = tap_text(fmt::format("{}: {}", verdict.file, verdict.title));
    if (verdict.kind == Verdict::Kind::Passed) return fmt::format("ok {} - {}\n", number, name);
    if (verdict.kind == Verdict::Kind::Skipped)
        return fmt::format("ok {} - {} # SKIP {}\n", number, name, tap_text(verdict.report));
    return fmt::format("not ok {} - {}\n{}", number, name, diagnostics(verdict));
}

}  // namespace

std::string tap_of(const std::vector<Verdict>& verdicts) {
    std::string text = fmt::format("TAP version 14\n1..{}\n", verdicts.size());
    for (std::size_t i = 0; i < verdicts.size(); ++i) text += test_point(i + 1, verdicts[i]);
    return text;
}

}  // namespace sara::tools
