#include "tests/support/catch.hpp"

#include "sim/runner/runner.hpp"
#include "sim/runner/watch.hpp"
#include "tests/support/echo_world.hpp"

#include <string>
#include <utility>

using namespace sara::sim;
using namespace std::chrono_literals;

namespace {

const sara::test::EchoWorld kWorld;

/// A host that writes to the flash for a second, struck by what `faults` says.
Scenario scenario_with(const std::string& faults, const std::string& rest = "") {
    return parse_scenario(R"({"r5sim": 1, "title": "t", "limit": "1h", "steps": [
        {"wait_ready": "3s"}, {"command": "AT+WRITE=1000"}, {"command": "AT+NAME"}],
        "faults": [)" + faults +
                              "]" + rest + "}",
                          "t.json", kWorld);
}

std::string cut(const std::string& when) {
    return R"({"name": "cut", "when": )" + when +
           R"(, "what": {"power_loss": "5s"}, "then": "recover"})";
}

}  // namespace

TEST_CASE("A host that recovers leaves its steps and sees the module through", "[sim][recovery]") {
    const auto* when = GENERATE(R"({"event": 40})", R"({"at": "2.5s"})", R"({"flash_write": 9})",
                                R"({"flash_write": 9, "torn": true})");
    const RunResult result = run(scenario_with(cut(when)), kWorld);
    INFO(when << (result.passed() ? "" : result.failures.front().found));
    CHECK(result.passed());
    REQUIRE(result.recovery);
    CHECK(result.recovery->ending == Ending::Answers);
    CHECK(result.ended > Time(5s));
}

TEST_CASE("A fault that outlasts the run proves nothing", "[sim][recovery]") {
    const RunResult result =
        run(scenario_with(R"({"name": "long", "when": {"event": 40}, "what": {"cable_detach": "2h"},
                              "then": "recover"})"),
            kWorld);
    CHECK(result.is_invalid());
    REQUIRE(result.invalid.size() == 1);
    CHECK(result.invalid.front().pointer == "/limit");
    CHECK(result.ended == Time(1h));
}

TEST_CASE("A second fault in the last event of a recovery is recovered from, too",
          "[sim][recovery]") {
    const std::string first = cut(R"({"event": 40})");
    const RunResult once = run(scenario_with(first), kWorld);
    REQUIRE(once.passed());
    const std::string when = R"({"event": )" + std::to_string(once.events) + "}";
    const RunResult twice = run(scenario_with(first + "," + cut(when)), kWorld);
    CHECK(twice.passed());
    REQUIRE(twice.recovery);
    CHECK(twice.recovery->ending == Ending::Answers);
    CHECK(twice.ended > once.ended + 5s);
}

TEST_CASE("A host that does not recover stays with its steps", "[sim][recovery]") {
    const RunResult result =
        run(scenario_with(R"({"when": {"event": 40}, "what": {"power_loss": "5s"}})"), kWorld);
    CHECK(!result.recovery);
    REQUIRE(result.failures.size() == 1);
    CHECK(result.failures.front().pointer == "/steps/1/command");
}

TEST_CASE("What a scenario says of its end has to hold after a recovery", "[sim][recovery]") {
    const std::string invariants = R"(, "invariants": [{"pointer": "/name", "equals": "other"}])";
    const RunResult result = run(scenario_with(cut(R"({"event": 40})"), invariants), kWorld);
    REQUIRE(!result.failures.empty());
    CHECK(result.failures.front().pointer == "/invariants/0");
}

TEST_CASE("A scenario that fails without its fault says nothing about it", "[sim][recovery]") {
    Scenario scenario = scenario_with(cut(R"({"event": 40})"));
    scenario.steps.back().command->line = "AT+FAIL";
    const RunResult result = run(scenario, kWorld);
    REQUIRE(result.failures.size() == 1);
    CHECK(result.failures.front().pointer == "/steps/2/command");
}

namespace {

/// Injects a power loss behind one event.
class Injector final : public Watch {
 public:
    explicit Injector(std::uint64_t event) : event_(event) {}
    void at_boundary(Boundary& boundary) override {
        if (boundary.kernel().scheduler.fired() != event_ || has_injected_) return;
        has_injected_ = true;
        Fault cut;
        cut.name = "cut";
        cut.when.event = event_;
        cut.what.power_loss = PowerLoss{5s};
        cut.then = Then::Recover;
        boundary.inject(std::move(cut));
    }

 private:
    std::uint64_t event_;
    bool has_injected_ = false;
};

}  // namespace

TEST_CASE("A fault that a watch injects is the one that a scenario pins", "[sim][recovery]") {
    const auto event = GENERATE(1U, 17U, 40U, 200U);
    const std::string when = R"({"event": )" + std::to_string(event) + "}";
    const RunResult pinned = run(scenario_with(cut(when)), kWorld);
    Injector injector(event);
    const std::vector<nlohmann::json> reference;
    const RunResult injected =
        run(scenario_with(""), kWorld, {.watch = &injector, .reference = &reference});
    REQUIRE(injected.recovery);
    CHECK(injected.ended == pinned.ended);
    CHECK(injected.events == pinned.events);
    CHECK(injected.transcript == pinned.transcript);
}
