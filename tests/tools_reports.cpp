#include "tests/support/catch.hpp"

#include "sim/sinks/chrome_trace.hpp"
#include "sim/twin.hpp"
#include "tools/bad_input.hpp"
#include "tools/reports/run_page.hpp"
#include "tools/reports/tap.hpp"
#include "tools/reports/test_report.hpp"
#include "tools/testing/shard.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::tools;
using sim::RecordKind;

namespace {

using Outcome = Verdict::Kind;

std::vector<Verdict> three_verdicts() {
    return {
        {.file = "a.json", .title = "one #1", .kind = Outcome::Passed, .report = "", .index = 0},
        {.file = "b.json", .title = "two", .kind = Outcome::Failed, .report = "x\ny", .index = 1},
        {.file = "c.json", .title = "c", .kind = Outcome::Skipped, .report = "no", .index = 2}};
}

/// The verdicts of three as `of` shards would report them.
std::vector<TestReport> shards_of_three(std::size_t of) {
    std::vector<TestReport> shards;
    for (std::size_t index = 0; index < of; ++index) {
        TestReport& report = shards.emplace_back(TestReport{.total = 3, .verdicts = {}});
        for (const Verdict& verdict : three_verdicts()) {
            if (Shard{index, of}.has(verdict.index)) report.verdicts.push_back(verdict);
        }
    }
    return shards;
}

/// Environment variables for the length of a test.
struct Variable {
    Variable(const char* variable, const char* value) : name(variable) { setenv(name, value, 1); }
    ~Variable() { unsetenv(name); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    const char* name;
};

/// What happens to a module within three seconds, told to `sink`.
void tell_a_short_life(sim::TraceSink& sink) {
    sim::Kernel kernel(1);
    kernel.trace.add(sink);
    const auto at = [&](sim::Duration time) { kernel.scheduler.run_until(sim::Time(time)); };
    kernel.trace.emit(RecordKind::State, "module", {{"state", std::string_view("Booting")}});
    at(sim::Duration(1'500'000'001));
    kernel.trace.emit(RecordKind::State, "module", {{"state", std::string_view("Active")}});
    kernel.trace.emit(RecordKind::Command, "uart", {{"line", std::string_view("AT+\"<x>\"")}});
    at(std::chrono::seconds(2));
    kernel.trace.emit(RecordKind::Progress, "+UFWUPD",
                      {{"phase", std::string_view("validation")}, {"percent", std::int64_t{40}}});
    kernel.trace.emit(RecordKind::Tx, "uart", {{"bytes", sim::as_bytes("\r\n<OK>\r\n")}});
    at(std::chrono::seconds(3));
    kernel.trace.emit(RecordKind::Fault, "cut", {{"what", std::string_view("power_loss")}});
}

}  // namespace

TEST_CASE("TAP has a line a scenario, and what went wrong below it", "[tools][reports]") {
    CHECK(tap_of(three_verdicts()) ==
          "TAP version 14\n1..3\n"
          "ok 1 - a.json: one \\#1\n"
          "not ok 2 - b.json: two\n  ---\n  severity: fail\n  report: |\n    x\n    y\n  ...\n"
          "ok 3 - c.json: c # SKIP no\n");
}

TEST_CASE("The reports of all shards merge into the report of the whole", "[tools][reports]") {
    const std::size_t of = GENERATE(1U, 2U, 3U, 5U);
    auto shards = shards_of_three(of);
    std::reverse(shards.begin(), shards.end());
    const TestReport whole{.total = 3, .verdicts = three_verdicts()};
    CHECK(document_of(merge_test_reports(shards)) == document_of(whole));
    CHECK(document_of(test_report_of(document_of(whole), "f")) == document_of(whole));
}

TEST_CASE("Shards that do not make a whole are bad input", "[tools][reports]") {
    auto shards = shards_of_three(2);
    SECTION("one is missing") {
        shards.pop_back();
    }
    SECTION("the first is missing") {
        shards.erase(shards.begin());
    }
    SECTION("one came twice") {
        shards.push_back(shards.front());
    }
    SECTION("one is of another run") {
        shards.front().total = 4;
    }
    CHECK_THROWS_AS(merge_test_reports(shards), BadInput);
}

TEST_CASE("What is no report is bad input", "[tools][reports]") {
    const auto* const text = GENERATE(
        R"({})", R"({"total": -1, "results": []})", R"({"total": 1, "results": [{}]})",
        R"({"total": 1, "results": 5})",
        R"({"total":1,"results":[{"index":0,"file":"","title":"","verdict":"so-so","report":"",
            "virtual_seconds":0,"wall_seconds":0}]})");
    CHECK_THROWS_AS(merge_test_reports({test_report_of(nlohmann::json::parse(text), "f")}),
                    BadInput);
}

TEST_CASE("A shard is a number of how many", "[tools][shard]") {
    CHECK(parse_shard("1/1") == Shard{0, 1});
    CHECK(parse_shard("2/3") == Shard{1, 3});
    CHECK(Shard{1, 3}.has(4));
    CHECK_FALSE(Shard{1, 3}.has(3));
    for (const char* wrong : {"", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1/ 2"})
        CHECK_THROWS_AS(parse_shard(wrong), BadInput);
}

TEST_CASE("Shard auto is what the CI system says", "[tools][shard]") {
    CHECK(parse_shard("auto") == Shard{});
    SECTION("GitLab counts from 1") {
        const Variable index("CI_NODE_INDEX", "2");
        CHECK_THROWS_AS(parse_shard("auto"), BadInput);
        const Variable total("CI_NODE_TOTAL", "2");
        CHECK(parse_shard("auto") == Shard{1, 2});
    }
    SECTION("a Slurm array counts from where it is told to") {
        const Variable index("SLURM_ARRAY_TASK_ID", "7");
        const Variable total("SLURM_ARRAY_TASK_COUNT", "3");
        const Variable first("SLURM_ARRAY_TASK_MIN", "5");
        CHECK(parse_shard("auto") == Shard{2, 3});
    }
    SECTION("an indexed job of Kubernetes counts from 0") {
        const Variable index("JOB_COMPLETION_INDEX", "0");
        const Variable total("R5SIM_SHARDS", "4");
        CHECK(parse_shard("auto") == Shard{0, 4});
    }
}

TEST_CASE("A Chrome trace has states as slices, progress as counters, the rest as instants",
          "[tools][reports][trace]") {
    std::ostringstream text;
    {
        sim::ChromeTraceSink sink(text, "short \"life\"");
        tell_a_short_life(sink);
    }
    const auto events = nlohmann::json::parse(text.str()).at("traceEvents");
    std::vector<std::string> told;
    for (const auto& event : events) {
        if (event.at("ph") == "M") continue;
        told.push_back(event.at("ph").get<std::string>() + ' ' + event.value("name", "") + ' ' +
                       event.at("ts").dump());
    }
    CHECK(told == std::vector<std::string>{"B Booting 0.0", "E  1500000.001",
                                           "B Active 1500000.001", "i AT+\"<x>\" 1500000.001",
                                           "C +UFWUPD validation 2000000.0",
                                           "i power_loss 3000000.0", "E  3000000.0"});
    // Both states are on the track that was named before them.
    CHECK(events.at(2).at("tid") == events.at(1).at("tid"));
    CHECK(events.at(4).at("tid") == events.at(1).at("tid"));
}

TEST_CASE("A page tells verdict, states, progress, faults and transcript", "[tools][reports]") {
    RunStory story;
    tell_a_short_life(story);
    const std::string page = run_page({.file = "a&b.json",
                                       .title = "<life>",
                                       .kind = Outcome::Failed,
                                       .report = "expected <OK>\n  | the transcript\n"},
                                      story);
    for (const char* wanted :
         {"<title>&lt;life&gt;</title>", "a&amp;b.json", "<b class=\"verdict failed\">",
          "expected &lt;OK&gt;", "<title>Booting: 0.000000 s to 1.500000 s</title>",
          "+UFWUPD validation: 40 %", "cut power_loss at 3.000000 s", "uart &lt; \\r\\n&lt;OK&gt;"})
        CHECK_THAT(page, Catch::Contains(wanted));
    for (const char* unwanted : {"<life>", "| the transcript", "src=", "http"})
        CHECK_THAT(page, !Catch::Contains(unwanted));
}
