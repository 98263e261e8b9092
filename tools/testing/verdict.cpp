#include "tools/testing/verdict.hpp"

#include "tools/exit_code.hpp"

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

struct KindWord {
    Verdict::Kind kind;
    std::string_view word;
};
constexpr auto kKindWords = std::to_array<KindWord>({
    {Verdict::Kind::Passed, "passed"},
    {Verdict::Kind::Failed, "failed"},
    {Verdict::Kind::BadInput, "error"},
    {Verdict::Kind::Invalid, "invalid"},
    {Verdict::Kind::Skipped, "skipped"},
});

std::string_view first_line(std::string_view text) {
    return text.substr(0, text.find('\n'));
}

std::string testcase(const Verdict& verdict) {
    const std::filesystem::path path(verdict.file);
    std::string text =
        fmt::format("  <testcase classname=\"{}\" name=\"{}\" time=\"{:.3f}\"",
                    xml(path.parent_path().string()),
                    xml(path.stem().string() + ": " + verdict.title), verdict.wall_seconds);
    if (verdict.kind == Verdict::Kind::Passed) return text + "/>\n";
    if (verdict.kind == Verdict::Kind::Skipped) {
        return text + fmt::format(">\n    <skipped message=\"{}\"/>\n  </testcase>\n",
                                  xml(first_line(verdict.report)));
    }
    const char* const tag = verdict.kind == Verdict::Kind::Failed ? "failure" : "error";
    return text + fmt::format(">\n    <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n  </testcase>\n",
                              tag, word_of(verdict.kind), xml(first_line(verdict.report)),
                              xml(verdict.report));
}

}  // namespace

std::string_view word_of(Verdict::Kind kind) {
    return std::ranges::find(kKindWords, kind, &KindWord::kind)->word;
}

std::optional<Verdict::Kind> kind_of(std::string_view word) {
    const auto* row = std::ranges::find(kKindWords, word, &KindWord::word);
    if (row == kKindWords.end()) return std::nullopt;
    return row->kind;
}

int exit_code_of(const std::vector<Verdict>& verdicts) {
    const auto has = [&](Verdict::Kind kind) {
        return std::ranges::find(verdicts, kind, &Verdict::kind) != verdicts.end();
    };
    if (has(Verdict::Kind::BadInput)) return kBadInput;
    if (has(Verdict::Kind::Failed)) return kFailed;
    return has(Verdict::Kind::Invalid) ? kInvalid : kDone;
}

std::string junit_of(const std::vector<Verdict>& verdicts) {
    double seconds = 0;
    for (const Verdict& verdict : verdicts) seconds += verdict.wall_seconds;
    const auto count = [&](Verdict::Kind kind) {
        return std::ranges::count(verdicts, kind, &Verdict::kind);
    };
    std::string text = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuite name=\"r5sim\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" "
        "time=\"{:.3f}\">\n",
        verdicts.size(), count(Verdict::Kind::Failed),
        count(Verdict::Kind::BadInput) + count(Verdict::Kind::Invalid),
        count(Verdict::Kind::Skipped), seconds);
    for (const Verdict& verdict : verdicts) text += testcase(verdict);
    return text + "</testsuite>\n";
}

}  // namespace sara::tools
