#include "tests/support/catch.hpp"

#include "sim/runner/runner.hpp"
#include "sim/sinks/at_log.hpp"
#include "sim/sinks/json_lines.hpp"
#include "tests/support/echo_world.hpp"

#include <array>
#include <sstream>
#include <string>
#include <string_view>

using namespace sara::sim;

namespace {

const sara::test::EchoWorld kWorld;

Scenario scenario_of(const std::string& rest) {
    return parse_scenario(R"({"r5sim": 1, "title": "t", )" + rest + "}", "t.json", kWorld);
}

RunResult run_of(const std::string& rest) {
    return run(scenario_of(rest), kWorld);
}

RunResult run_steps(const std::string& steps) {
    return run_of(R"("steps": [{"wait_ready": "3s"}, {"wait": "1s"}, )" + steps + "]");
}

/// The only failure of a run that has one.
Failure failure_of(const RunResult& result) {
    REQUIRE(result.failures.size() == 1);
    return result.failures.front();
}

std::string trace_of(const Scenario& scenario, std::optional<std::uint64_t> seed = {}) {
    std::ostringstream out;
    JsonLinesSink sink(out, scenario.title, seed.value_or(scenario.seed));
    const auto sinks = std::to_array<TraceSink*>({&sink});
    static_cast<void>(run(scenario, kWorld, {.sinks = sinks, .seed = seed}));
    sink.flush();
    return out.str();
}

}  // namespace

TEST_CASE("Steps that come true pass", "[sim][runner]") {
    const auto* steps = GENERATE(
        R"({"command": "AT"})",
        R"({"command": {"line": "AT+NAME", "expect": ["echo"], "only": true}})",
        R"({"command": {"line": "AT+FAIL", "result": {"prefix": "+CME ERROR: "}}})",
        R"({"expect": "+BOOT"}, {"send": "AT\r"}, {"expect": {"regex": "O."}})",
        R"({"expect": {"bytes": "\r\n+BOOT\r\n"}})",
        R"({"send": "AT+LOAD\r"}, {"expect": {"text": "\nC"}})",
        R"({"expect": {"at_start_of_read": "+BOOT"}}, {"command": {"line": "AT", "attempts": 2}})",
        R"({"command": "AT+COUNT=2"}, {"expect_in_order": ["+COUNT: 0", {"prefix": "+C"}, {"contains": "2"}]})",
        R"({"command": "AT+COUNT=5"}, {"collect": {"prefix": "+COUNT: ", "from": 0, "until": 5, "at_least": 6}})",
        R"({"send": "AT+MUTE\r"}, {"wait": "1s"}, {"expect_silence": "1h"})",
        R"({"terminal": "closed"}, {"terminal": "open"}, {"serial": 9600}, {"command": "AT"})",
        R"({"serial": {"baud": 115200, "flow": "rts_cts"}}, {"command": "AT"})",
        R"({"signal": {"name": "DTR", "is": "off"}}, {"port": "aux", "expect_silence": "1s"})",
        R"({"cable": "out"}, {"send": "AT\r"}, {"expect": "+BOOT"}, {"expect_silence": "1s"},
           {"cable": "in"}, {"command": "AT"})",
        R"({"pin": {"name": "RESET_N", "for": "100ms"}}, {"wait_state": "Boot"}, {"wait_state": "Ready"})",
        R"({"supply": "off"}, {"wait_state": "Off"}, {"supply": "on"}, {"wait_ready": {}})",
        R"({"inspect": {"pointer": "/name", "equals": "echo"}},
           {"inspect": {"pointer": "/name", "differs": "x"}},
           {"inspect": {"pointer": "/nothing", "exists": false}},
           {"inspect": {"pointer": "/writes", "at_most": 0}},
           {"inspect": {"pointer": "/writes", "at_least": 0}},
           {"inspect": {"pointer": "/files", "contains": "a.txt"}})",
        R"({"remember": {"name": "w", "pointer": "/writes"}}, {"compare": "w"},
           {"command": "AT+WRITE=1"}, {"compare": {"name": "w", "is": "different"}})",
        R"({"command": {"line": "AT+LOAD", "result": "CONNECT"}},
           {"xmodem": {"payload": {"random": 3000}, "block": "mixed"}}, {"expect": "+LOAD: 3072"})",
        R"({"tool": {"name": "asker", "payload": {"bytes": "AT"}}})",
        R"({"supply": "off"}, {"supply": "on"}, {"tool": {"name": "asker", "payload": {"bytes": "AT"}}})",
        R"({"tool": {"name": "asker", "payload": {"bytes": "AT+FAIL"}, "outcome": "failed"}})",
        R"({"log": "a line"})");
    INFO(steps);
    const RunResult result = run_steps(steps);
    INFO((result.passed()
              ? ""
              : result.failures.front().pointer + ": " + result.failures.front().found));
    CHECK(result.passed());
}

TEST_CASE("A step that does not come true says what it expected and what it found",
          "[sim][runner]") {
    struct Row {
        const char* step;
        const char* pointer;
        const char* expected;
        const char* found;
    };
    const auto row = GENERATE(
        Row{R"({"command": "AT+MUTE"})", "/steps/2/command",
            R"(the line "OK" in answer to "AT+MUTE" within 10s)", R"("AT+MUTE")"},
        Row{R"({"command": "AT+FAIL"})", "/steps/2/command",
            R"(the line "OK" in answer to "AT+FAIL")", R"("AT+FAIL", "+CME ERROR: 4")"},
        Row{R"({"command": {"line": "AT+NAME", "expect": ["other"]}})", "/steps/2/command",
            R"(the line "other" in answer to "AT+NAME")", R"("AT+NAME", "echo", "OK")"},
        Row{R"({"command": {"line": "AT+NAME", "only": true}})", "/steps/2/command",
            R"(no other line in answer to "AT+NAME")", R"("AT+NAME", "echo")"},
        Row{R"({"expect": {"line": "X", "within": "5s"}})", "/steps/2/expect",
            R"(the line "X" within 5s)", R"("+BOOT")"},
        Row{R"({"expect": {"text": "X"}})", "/steps/2/expect", R"(the text "X" within 10s)",
            R"("\r\n+BOOT\r\n")"},
        Row{R"({"expect": {"bytes": "X"}})", "/steps/2/expect", R"(the next bytes to be "X")",
            R"("\r\n+BOOT\r\n")"},
        Row{R"({"expect_in_order": ["+BOOT", "+BOOT"]})", "/steps/2/expect_in_order",
            R"(the line "+BOOT" within 10s)", "no line"},
        Row{R"({"send": "AT\r"}, {"expect_silence": "1s"})", "/steps/3/expect_silence",
            "silence for 1s", R"("AT\r")"},
        Row{R"({"collect": {"prefix": "+", "until": 1}})", "/steps/2/collect",
            "a number after the prefix", R"("+BOOT")"},
        Row{R"({"xmodem": {"payload": {"random": 1}, "within": "1min"}})", "/steps/2/xmodem",
            R"(the transfer to end as "done" within 1min)", "0 blocks acknowledged"},
        Row{R"({"tool": {"name": "asker", "payload": {"bytes": "AT+FAIL"}}})", "/steps/2/tool",
            R"(asker to end as "done")", "refused"},
        Row{R"({"tool": {"name": "asker", "payload": {"bytes": "AT+MUTE"}, "within": "9s"}})",
            "/steps/2/tool", "asker to end within 9s", "no answer"},
        Row{R"({"wait_state": "Nowhere"})", "/steps/2/wait_state",
            R"(the state "Nowhere" within 1min)", R"(the state "Ready")"},
        Row{R"({"inspect": {"pointer": "/name", "equals": "x"}})", "/steps/2/inspect",
            R"("x" at /name)", R"("echo")"},
        Row{R"({"inspect": {"pointer": "/nothing", "exists": true}})", "/steps/2/inspect",
            "something at /nothing", "nothing there"},
        Row{R"({"send": "AT+SPIN\r"}, {"wait": "5s"})", "/steps/3/wait", "to wait for 5s",
            "events without end at one instant"});
    INFO(row.step);
    const Failure failure = failure_of(run_steps(row.step));
    CHECK(failure.pointer == row.pointer);
    CHECK(failure.expected == row.expected);
    CHECK(failure.found == row.found);
}

TEST_CASE("A progress has to rise strictly and end where it should", "[sim][runner]") {
    struct Row {
        const char* collect;
        const char* expected;
        const char* found;
    };
    const auto row = GENERATE(
        Row{R"({"prefix": "+COUNT: ", "from": 1, "until": 9})", "1 first", "+COUNT: 0"},
        Row{R"({"prefix": "+COUNT: ", "until": 9, "within": "8s"})", "+COUNT: 9 within 8s",
            "+COUNT: 3 as the last"},
        Row{R"({"prefix": "+COUNT: ", "until": 2, "at_least": 9})", "at least 9 numbers", "3"},
        Row{R"({"prefix": "+COUNT: ", "until": -1})", "at most -1", "+COUNT: 0"});
    const Failure failure = failure_of(
        run_steps(R"({"command": "AT+COUNT=3"}, {"collect": )" + std::string(row.collect) + "}"));
    CHECK(failure.pointer == "/steps/3/collect");
    CHECK(failure.expected == row.expected);
    CHECK(failure.found == row.found);
}

TEST_CASE("The limit of a run ends it, whatever a step would still wait for", "[sim][runner]") {
    const RunResult result =
        run_of(R"("limit": "30s", "steps": [{"wait_ready": {}}, {"wait": "1h"}])");
    CHECK(failure_of(result).found == "the limit of the run, 30s");
    CHECK(result.ended == Time(30s));
}

TEST_CASE("A fault strikes when it should and its end is waited for", "[sim][runner][fault]") {
    const auto* when = GENERATE(
        R"({"at": "5s"})", R"("5s")", R"({"step": "go"})", R"({"match": "+COUNT: 3"})",
        R"({"match": {"record": {"kind": "urc", "source": "echo", "contains": {"text": "COUNT"}}}, "count": 4})",
        R"({"match": {"record": {"kind": "urc", "where": {"text": "+COUNT: 2"}}}})",
        R"({"match": {"step": "later"}})", R"({"event": 9})");
    INFO(when);
    const RunResult result = run_of(
        R"("steps": [{"wait_ready": {}}, {"command": "AT+COUNT=60", "label": "go"},
                     {"wait": "1s", "label": "later"},
                     {"wait_fault": "cut"}, {"wait_ready": {}}, {"command": "AT"}],
           "faults": [{"name": "cut", "when": )" +
        std::string(when) +
        R"(, "what": {"power_loss": "3s"}}],
           "asserts": [{"timing": {"from": {"record": {"kind": "fault", "where": {"what": "power_loss"}}},
                                   "to": {"record": {"kind": "fault", "where": {"what": "over"}}},
                                   "min": "3s", "max": "3s"}},
                       {"lacks": "+COUNT: 60"}])");
    INFO((result.passed() ? "" : result.failures.front().pointer));
    CHECK(result.passed());
}

TEST_CASE("A fault at a flash write cuts the power there", "[sim][runner][fault]") {
    const RunResult result = run_of(
        R"("steps": [{"wait_ready": {}}, {"send": "AT+WRITE=10\r"}, {"wait_fault": "cut"}, {"wait_ready": {}},
                     {"inspect": {"pointer": "/writes", "equals": 4}},
                     {"inspect": {"pointer": "/torn", "equals": 1}}],
           "faults": [{"name": "cut", "when": {"flash_write": 4, "torn": true}, "what": {"power_loss": "1s"}}])");
    INFO((result.passed() ? "" : result.failures.front().pointer));
    CHECK(result.passed());
}

TEST_CASE("A reset and a pulled cable are faults", "[sim][runner][fault]") {
    CHECK(run_of(R"("steps": [{"wait_ready": {}}, {"wait_fault": "r"}, {"wait_state": "Boot"}],
                    "faults": [{"name": "r", "when": "5s", "what": {"reset": {}}}])")
              .passed());
    CHECK(run_of(R"("steps": [{"wait": "4s"}, {"command": {"line": "AT+COUNT=9"}},
                              {"wait_fault": "c"}, {"expect": "+COUNT: 9"}],
                    "faults": [{"name": "c", "when": {"match": "+COUNT: 2"}, "what": {"cable_detach": "3s"}}],
                    "asserts": [{"contains": "+COUNT: 2"}, {"lacks": "+COUNT: 3"}, {"contains": "+COUNT: 6"}])")
              .passed());
}

TEST_CASE("A run whose fault never struck is invalid, whatever its asserts say",
          "[sim][runner][fault]") {
    const auto* more = GENERATE(R"("asserts": [{"lacks": "+COUNT: 4"}])",
                                R"("asserts": [{"contains": "+COUNT: 4"}])",
                                R"("steps": [{"wait_fault": {"name": "late", "within": "5s"}}])");
    INFO(more);
    const RunResult result =
        run_of(R"("faults": [{"name": "late", "when": "1h", "what": {"power_loss": {}}}], )" +
               std::string(more));
    CHECK_FALSE(result.passed());
    CHECK(result.is_invalid());
    REQUIRE(result.faults.size() == 1);
    CHECK(result.faults[0].kind == "power_loss");
    CHECK_FALSE(result.faults[0].fired);
}

TEST_CASE("A run whose fault struck without effect is invalid, unless something failed",
          "[sim][runner][fault]") {
    const std::string rest =
        R"("steps": [{"supply": "off"}, {"wait": "5s"}],
           "faults": [{"name": "cut", "when": "2s", "what": {"power_loss": {}}}])";
    const RunResult result = run_of(rest);
    CHECK(result.is_invalid());
    REQUIRE(result.invalid.size() == 1);
    CHECK(result.invalid[0].expected == R"(the fault "cut" (power_loss) to show in the trace)");
    CHECK(result.faults[0].fired == Time(2s));
    CHECK_FALSE(result.faults[0].observed);

    const RunResult failed = run_of(rest + R"(, "asserts": [{"contains": "+COUNT: 4"}])");
    CHECK_FALSE(failed.passed());
    CHECK_FALSE(failed.is_invalid());
}

TEST_CASE("Each kind of fault is fired and observed", "[sim][runner][fault]") {
    struct Row {
        const char* what;
        const char* assert;  ///< what the host sees of it
    };
    const auto row = GENERATE(
        Row{R"({"vcc_dip": "20ms"})", R"({"contains": "+BOOT"})"},
        Row{R"({"cable_detach": {"wires": "to_host", "for": "3s"}})", R"({"lacks": "+COUNT: 3"})"},
        Row{R"({"line_noise": {"bit_errors": 0.2, "for": "5s"}})", R"({"lacks": "+COUNT: 3"})"},
        Row{R"({"line_noise": {"dropped": 1, "for": "3s"}})", R"({"lacks": "+COUNT: 3"})"},
        Row{R"({"line_noise": {"duplicated": 1, "for": "3s"}})",
            R"({"contains": "++CCOOUUNNTT::  33"})"},
        Row{R"({"host_stall": "3s"})",
            R"({"timing": {"from": "+COUNT: 2", "to": "+COUNT: 3", "min": "3s"}})"},
        Row{R"({"line_split": {"at": 4, "pause": "3s"}})",
            R"({"timing": {"from": "+COUNT: 2", "to": "+COUNT: 3", "min": "3s"}})"});
    INFO(row.what);
    const RunResult result =
        run_of(R"("steps": [{"wait_ready": {}}, {"serial": {"baud": 115200}},
                            {"command": "AT+COUNT=9"}, {"wait_fault": "f"}, {"wait": "9s"}],
                  "faults": [{"name": "f", "when": {"match": "+COUNT: 2"}, "what": )" +
               std::string(row.what) + R"(}], "asserts": [)" + row.assert + "]");
    CHECK(result.passed());
    INFO((result.failures.empty() ? "" : result.failures[0].found));
    CHECK(result.failures.empty());
    REQUIRE(result.faults.size() == 1);
    CHECK(result.faults[0].observed);
}

TEST_CASE("A wrong speed that the module follows has no effect: the run is invalid",
          "[sim][runner][fault]") {
    const RunResult result =
        run_of(R"("steps": [{"wait_ready": {}}, {"command": "AT+COUNT=3"}, {"expect": "+COUNT: 3"}],
                  "faults": [{"name": "f", "when": {"match": "+COUNT: 1"},
                              "what": {"baud_mismatch": 9600}}])");
    CHECK(result.is_invalid());
    CHECK(result.faults[0].fired);
}

TEST_CASE("Noise comes from the seed: the same run again is the same", "[sim][runner][fault]") {
    const Scenario scenario = scenario_of(
        R"("steps": [{"wait_ready": {}}, {"command": "AT+COUNT=9"}, {"wait": "9s"}],
           "faults": [{"name": "n", "when": {"match": "+COUNT: 2"},
                       "what": {"line_noise": {"bit_errors": 0.01, "burst": 3}}}])");
    const std::string first = trace_of(scenario);
    CHECK(first == trace_of(scenario));
    CHECK(first != trace_of(scenario, 2));
}

TEST_CASE("What the world does not have is refused before anything runs", "[sim][runner]") {
    const auto* rest = GENERATE(
        R"("steps": [{"port": "uert", "send": "x"}])", R"("steps": [{"pin": {"name": "RESET"}}])",
        R"("steps": [{"xmodem": "nothing"}])",
        R"("steps": [{"tool": {"name": "none", "payload": {"bytes": "x"}}}])",
        R"("steps": [{"send_data": {"file": "no/such/file"}}])",
        R"("faults": [{"name": "f", "when": "1s", "what": {"reset": {"pin": "X"}}}])",
        R"("faults": [{"name": "f", "when": "1s", "what": {"cable_detach": {"port": "X"}}}])");
    INFO(rest);
    const Scenario scenario = scenario_of(rest);
    CHECK_THROWS_AS(run(scenario, kWorld), ScenarioError);
}

TEST_CASE("The same scenario and seed give the same trace, byte for byte", "[sim][runner]") {
    const Scenario scenario = scenario_of(
        R"("steps": [{"wait_ready": {}}, {"command": {"line": "AT+LOAD", "result": "CONNECT"}},
                     {"xmodem": {"payload": {"random": 5000}}}])");
    const std::string first = trace_of(scenario);
    CHECK(first == trace_of(scenario));
    CHECK(first != trace_of(scenario, 2));
}

TEST_CASE("A report shows place, expectation, finding, transcript and seed", "[sim][runner]") {
    const Scenario scenario = scenario_of(R"("seed": 77, "steps": [{"expect": "+BOOT"},
        {"command": {"line": "AT+NAME", "expect": ["other"]}}])");
    const std::string text = report(scenario, run(scenario, kWorld));
    CHECK_THAT(text, Catch::Contains("t.json: t (seed 77)\n"));
    CHECK_THAT(text, Catch::Contains("  /steps/1/command at 2.00"));
    CHECK_THAT(text, Catch::Contains("expected the line \"other\" in answer to \"AT+NAME\"\n"));
    CHECK_THAT(text, Catch::Contains("found    \"AT+NAME\", \"echo\", \"OK\"\n"));
    CHECK_THAT(text, Catch::Contains("uart   > AT+NAME\\r\n"));
    CHECK_THAT(text, Catch::Contains("uart   < \\r\\necho\\r\\n\n"));
}
