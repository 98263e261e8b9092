#include "tools/testing/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace sara::tools {

namespace {

/// Text as XML 1.0 allows it: most control characters cannot even be escaped there.
std::string xml(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        const bool is_control = static_cast<unsigned char>(c) < 0x20;
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\n':
                escaped += c;
                break;
            default:
                escaped += is_control ? '?' : c;
                break;
        }
    }
    return escaped;
}

std::string_view name_of(Verdict::Kind kind) {
    static constexpr std::array<std::string_view, 4> kNames = {"passed", "failed", "bad input",
                                                               "invalid"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::string_view first_line(std::string_view text) {
    return text.substr(0, text.find('\n'));
}

std::string testcase(const Verdict& verdict) {
    const std::filesystem::path path(verdict.file);
    std::string text = fmt::format(
        "  <testcase classname=\"{}\" name=\"{}\" file=\"{}\" time=\"{:.3f}\"",
        xml(path.parent_path().string()), xml(path.stem().string() + ": " + verdict.title),
        xml(verdict.file), verdict.wall_seconds);
    if (verdict.kind == Verdict::Kind::Passed) return text + "/>\n";
    const bool failed = verdict.kind == Verdict::Kind::Failed;
    return text + fmt::format(">\n    <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n  </testcase>\n",
                              failed ? "failure" : "error", name_of(verdict.kind),
                              xml(first_line(verdict.report)), xml(verdict.report));
}

}  // namespace

std::string junit_of(const std::vector<Verdict>& verdicts) {
    double seconds = 0;
    for (const Verdict& verdict : verdicts) seconds += verdict.wall_seconds;
    std::string text = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuite name=\"r5sim\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.3f}\">\n",
        verdicts.size(), std::ranges::count(verdicts, Verdict::Kind::Failed, &Verdict::kind),
        std::ranges::count(verdicts, Verdict::Kind::BadInput, &Verdict::kind) +
            std::ranges::count(verdicts, Verdict::Kind::Invalid, &Verdict::kind),
        seconds);
    for (const Verdict& verdict : verdicts) text += testcase(verdict);
    return text + "</testsuite>\n";
}

}  // namespace sara::tools
