#include "tests/support/catch.hpp"

#include "sim/runner/asserts.hpp"
#include "sim/runner/runner.hpp"
#include "tests/support/echo_world.hpp"

#include <string>
#include <string_view>

using namespace sara::sim;

namespace {

const sara::test::EchoWorld kWorld;

Scenario scenario_of(const std::string& rest) {
    return parse_scenario(R"({"r5sim": 1, "title": "t", )" + rest + "}", "t.json", kWorld);
}

}  // namespace

TEST_CASE("Asserts judge the whole run", "[sim][runner]") {
    struct Row {
        const char* assert;
        const char* pointer;  ///< of the failure; "" if it holds
    };
    const auto row = GENERATE(
        Row{R"({"contains": "+COUNT: 1"})", ""},
        Row{R"({"contains": "+COUNT: 4"})", "/asserts/0/contains"},
        Row{R"({"lacks": "+COUNT: 4"})", ""},
        Row{R"({"lacks": {"heard": {"prefix": "+CO"}}})", "/asserts/0/lacks"},
        Row{R"({"in_order": ["+COUNT: 1", "+COUNT: 2"]})", ""},
        Row{R"({"in_order": ["+COUNT: 2", "+COUNT: 1"]})", "/asserts/0/in_order/1"},
        Row{R"({"timing": {"from": "+COUNT: 0", "to": "+COUNT: 2", "min": "2s", "max": "2s"}})",
            ""},
        Row{R"({"timing": {"from": "+COUNT: 0", "to": "+COUNT: 2", "max": "1s"}})",
            "/asserts/0/timing/max"},
        Row{R"({"timing": {"from": "+COUNT: 0", "to": "+COUNT: 2", "min": "3s"}})",
            "/asserts/0/timing/min"},
        Row{R"({"timing": {"from": "+COUNT: 2", "to": "+COUNT: 0"}})", "/asserts/0/timing/to"},
        Row{R"({"timing": {"from": "X", "to": "+COUNT: 0"}})", "/asserts/0/timing/from"},
        Row{R"({"inspect": {"pointer": "/state", "equals": "Ready"}})", ""},
        Row{R"({"inspect": {"pointer": "/state", "equals": "Off"}})", "/asserts/0/inspect"});
    INFO(row.assert);
    const RunResult result = run(
        scenario_of(
            R"("steps": [{"wait_ready": {}}, {"command": "AT+COUNT=3"}, {"expect": "+COUNT: 3"}], "asserts": [)" +
            std::string(row.assert) + "]"),
        kWorld);
    REQUIRE(result.failures.size() == (*row.pointer == '\0' ? 0U : 1U));
    for (const Failure& failure : result.failures) CHECK(failure.pointer == row.pointer);
}

TEST_CASE("A timing may be missed by as much as the twin's times may be off", "[sim][runner]") {
    const Scenario scenario = scenario_of(
        R"("steps": [{"wait": "1s"}], "asserts": [{"timing": {"from": "A", "to": "B", "min": "2s", "max": "2s"}}])");
    const auto [took, holds] = GENERATE(table<Duration, bool>(
        {{1989ms, false}, {1990ms, true}, {2000ms, true}, {2010ms, true}, {2011ms, false}}));
    Asserts asserts(scenario.asserts);
    const auto say = [&](std::string_view line, Time at) {
        asserts.on_happening({.line = line}, at);
    };
    say("A", Time(1s));
    say("B", Time(1s) + took);
    CHECK(asserts.failures({}, Time(10s), 10ms).empty() == holds);
}
