// r5sim coverage: what runs have met of the module, and what not.
#include "sim/twin.hpp"
#include "tests/support/catch.hpp"
#include "tools/coverage/met_report.hpp"
#include "tools/coverage/met_sink.hpp"

#include <algorithm>

namespace sara::tools {

namespace {

using sim::RecordKind;

const CategoryCoverage& category(const std::vector<CategoryCoverage>& all, std::string_view name) {
    return *std::ranges::find(all, name, &CategoryCoverage::name);
}

bool lists(const std::vector<std::string>& items, std::string_view item) {
    return std::ranges::find(items, item) != items.end();
}

/// A trace with the sink at its end.
struct Followed {
    Followed() { kernel.trace.add(sink); }
    void state(std::string_view machine, std::string_view state) {
        kernel.trace.emit(RecordKind::State, machine, {{"state", state}});
    }
    void line(std::string_view text) {
        kernel.trace.emit(RecordKind::Command, "uart", {{"line", text}});
    }
    void response(std::string_view text) {
        kernel.trace.emit(RecordKind::Response, "uart", {{"text", text}});
    }
    bool has(std::string_view name, const std::string& item) const {
        return sink.met().has(std::string(name), item);
    }

    sim::Kernel kernel{1};
    MetSink sink;
};

}  // namespace

TEST_CASE("Consecutive states of a machine are a transition, until the module reboots",
          "[tools][coverage]") {
    Followed run;
    run.state("module", "Booting");
    run.state("registration", "Off");
    run.state("registration", "Searching");
    run.state("module", "Active");
    run.state("registration", "Home");
    run.state("module", "Resetting");
    run.state("registration", "Off");
    CHECK(run.has(kStates, "life-cycle: Active"));
    CHECK(run.has(kTransitions, "life-cycle: Booting -> Active"));
    CHECK(run.has(kTransitions, "registration: Off -> Searching"));
    CHECK(run.has(kTransitions, "registration: Searching -> Home"));
    CHECK_FALSE(run.has(kTransitions, "registration: Home -> Off"));
}

TEST_CASE("Machines of one kind do not mix their states", "[tools][coverage]") {
    Followed run;
    const auto client = [&](std::string_view state, std::int64_t server) {
        run.kernel.trace.emit(RecordKind::State, "lwm2m client",
                              {{"state", state}, {"server", server}});
    };
    client("Idle", 721);
    client("Idle", 102);
    client("Registering", 721);
    CHECK(run.has(kTransitions, "lwm2m client: Idle -> Registering"));
    CHECK_FALSE(run.has(kTransitions, "lwm2m client: Idle -> Idle"));
}

TEST_CASE("Each command of a line counts with its form", "[tools][coverage]") {
    Followed run;
    run.line("E0+CMEE=2;+CPIN?;+COPS=?;+CGMM");
    run.line("+NONE=1");
    CHECK(run.has(kCommands, "E"));
    CHECK(run.has(kCommands, "+CMEE="));
    CHECK(run.has(kCommands, "+CPIN?"));
    CHECK(run.has(kCommands, "+COPS=?"));
    CHECK(run.has(kCommands, "+CGMM"));
    CHECK(run.sink.met().of(std::string(kCommands)).size() == 5);
}

TEST_CASE("An error counts by its number, whether it was printed as number or as text",
          "[tools][coverage]") {
    Followed run;
    run.response("+CME ERROR: SIM not inserted");
    run.response("+CMS ERROR: 304");
    run.response("OK");
    CHECK(run.has(kErrors, "+CME ERROR: 10"));
    CHECK(run.has(kErrors, "+CMS ERROR: 304"));
    CHECK(run.sink.met().of(std::string(kErrors)).size() == 2);
}

TEST_CASE("URCs, phases and results of installations count by name", "[tools][coverage]") {
    Followed run;
    run.kernel.trace.emit(RecordKind::Urc, "uart", {{"text", std::string_view("+UUSOCL: 1")}});
    run.kernel.trace.emit(
        RecordKind::Progress, "foat",
        {{"phase", std::string_view("validation")}, {"percent", std::int64_t{3}}});
    run.kernel.trace.emit(RecordKind::Update, "foat",
                          {{"step", std::string_view("result")}, {"code", std::int64_t{160}}});
    CHECK(run.has(kUrcs, "+UUSOCL"));
    CHECK(run.has(kPhases, "foat validation"));
    CHECK(run.has(kResults, "160 flash write failure"));
    CHECK(lists(category(coverage_of({}), kPhases).missed, "foat validation"));
    CHECK_FALSE(lists(category(coverage_of(run.sink.met()), kPhases).missed, "foat validation"));
}

TEST_CASE("Coverage of several runs adds up, and survives its file", "[tools][coverage]") {
    Met first;
    Met second;
    first.add(kUrcs, "+CREG", 2);
    second.add(kUrcs, "+CREG");
    second.add(kUrcs, "+NOBODY");
    first.merge(second);
    const Met read = Met::of_json(coverage_json(first)["met"]);
    CHECK(read.of(std::string(kUrcs)).at("+CREG") == 3);
    CHECK(category(coverage_of(read), kUrcs).extra == std::vector<std::string>{"+NOBODY"});
}

TEST_CASE("Nothing met is nothing, everything met is 100 %", "[tools][coverage]") {
    CHECK(percent_of(coverage_of({})) == 0);
    Met all;
    for (const Category& known : universe()) {
        CHECK_FALSE(known.items.empty());
        for (const std::string& item : known.items) all.add(known.name, item);
    }
    CHECK(percent_of(coverage_of(all)) == 100);
    CHECK(coverage_text(coverage_of(all)).find("not met") == std::string::npos);
}

}  // namespace sara::tools
