#include "tests/support/catch.hpp"

#include "sim/scenario/scenario.hpp"
#include "sim/vocabulary/json_text.hpp"
#include "sim/vocabulary/schema.hpp"
#include "tests/support/echo_world.hpp"

#include <array>
#include <set>
#include <string>

using namespace sara::sim;

namespace {

const sara::test::EchoWorld kWorld;

std::string error_of(const std::string& text) {
    try {
        static_cast<void>(parse_scenario(text, "s.json", kWorld));
    } catch (const ScenarioError& error) {
        return error.what();
    }
    return "no error";
}

std::string error_with(const std::string& rest) {
    return error_of(R"({"r5sim": 1, "title": "t", )" + rest + "}");
}

}  // namespace

TEST_CASE("A scenario is its own keys and the world's", "[sim][scenario]") {
    const Scenario scenario = parse_scenario(
        R"({"r5sim": 1, "title": "t", "source": "[R01 3.1]", "seed": 5, "limit": "30d", "name": "x",
            "steps": [{"send": "AT\r"}, {"command": "AT"}, {"expect": {"prefix": "+U", "within": "1s"}},
                      {"xmodem": "p"}, {"label": "here", "wait": "1h"}],
            "faults": [{"name": "f", "when": {"step": "here"}, "what": {"power_loss": "5s"}}],
            "asserts": [{"contains": "OK"}]})",
        "s.json", kWorld);
    CHECK(scenario.seed == 5);
    CHECK(scenario.limit == 720h);
    CHECK(scenario.furnished<sara::test::EchoSections>().name == "x");
    REQUIRE(scenario.steps.size() == 5);
    CHECK(scenario.steps[0].send == std::vector<std::uint8_t>{'A', 'T', '\r'});
    CHECK(scenario.steps[1].command->line == "AT");
    CHECK(scenario.steps[1].command->result.line == "OK");
    CHECK(scenario.steps[2].expect->prefix == "+U");
    CHECK(scenario.steps[3].xmodem->payload.package == "p");
    CHECK(scenario.faults[0].what.power_loss->length == 5s);
    CHECK(scenario.asserts[0].contains->heard->line == "OK");
}

TEST_CASE("A mistake in a scenario is told with its place", "[sim][scenario]") {
    struct Row {
        const char* rest;
        const char* error;
    };
    const auto row = GENERATE(
        Row{R"("stepps": [])", R"(s.json: /stepps: unknown key; did you mean "steps"?)"},
        Row{R"("nme": "x")", R"(s.json: /nme: unknown key; did you mean "name"?)"},
        Row{R"("steps": [{"send": "x"}, {"snd": "y"}])",
            R"(s.json: /steps/1/snd: unknown key; did you mean "send"?)"},
        Row{R"("steps": [{"wait_fault": "x"}])",
            R"(s.json: /steps/0/wait_fault: no fault has the name "x")"},
        Row{R"("steps": [{"compare": "x"}])",
            R"(s.json: /steps/0/compare: no step before it remembers "x")"},
        Row{R"("steps": [{"inspect": {"pointer": "name", "exists": true}}])",
            R"(s.json: /steps/0/inspect: expected a JSON pointer such as "/nvm/mno_profile", found "name")"},
        Row{R"("faults": [{"when": {"step": "x"}, "what": {"power_loss": {}}}])",
            R"(s.json: /faults/0/when/step: no step has the label "x")"},
        Row{R"("faults": [{"when": {"flash_write": 1, "torn": true}, "what": {"reset": {}}}])",
            "s.json: /faults/0/when/flash_write: only a power_loss can leave a flash write torn"},
        Row{R"("faults": [{"when": "1s", "what": {"power_los": {}}}])",
            "s.json: /faults/0/what/power_los: unknown key; did you mean \"power_loss\"?"},
        Row{R"("asserts": [{"lacks": {"step": "x"}}])",
            R"(s.json: /asserts/0/lacks: no step has the label "x")"},
        Row{R"("r5sim": 2)", "s.json: /r5sim: this key stands twice in its object"});
    CHECK(error_with(row.rest) == row.error);
}

TEST_CASE("Broken JSON is told with line and column", "[sim][scenario]") {
    CHECK_THAT(error_of("{\n  \"r5sim\": 1,\n  \"title\" 2\n}"),
               Catch::StartsWith("s.json: line 3, column 11: not JSON: "));
    CHECK_THAT(error_of(""), Catch::StartsWith("s.json: line 1, column 1: not JSON: "));
    CHECK_THAT(error_of("{\"a\": \"\xff\"}"),
               Catch::StartsWith("s.json: line 1, column 8: not JSON: "));
}

TEST_CASE("A key that stands twice is told wherever it is", "[sim][scenario]") {
    CHECK(error_of(R"({"a": [{"b": 1}, {"c": {"d": 1, "d": 2}}]})") ==
          "s.json: /a/1/c/d: this key stands twice in its object");
    CHECK_NOTHROW(parse_json(R"([{"a": 1}, {"a": 1}, {"b": {"a": 1}}])", "s.json"));
}

TEST_CASE("A file that is not there is a scenario error", "[sim][scenario]") {
    CHECK_THROWS_AS(load_scenario("no/such/file.json", kWorld), ScenarioError);
}

TEST_CASE("The schema has a definition for every shape it refers to", "[sim][scenario]") {
    const auto root = std::to_array<const Shape*>({&shape_of<Scenario>(), &kWorld.sections()});
    const auto schema = schema_of(root, "t");
    std::set<std::string> names;
    for (const Shape* shape : shapes_below(root)) names.emplace(shape->name);
    CHECK(schema.at("$defs").size() == names.size());
    CHECK(names.contains("xmodem"));
    CHECK(schema.at("required") == nlohmann::ordered_json::array({"r5sim", "title"}));
    CHECK(schema.at("properties").contains("packages"));
}

TEST_CASE("The reference has a table for every shape", "[sim][scenario]") {
    const auto root = std::to_array<const Shape*>({&shape_of<Scenario>(), &kWorld.sections()});
    const std::string page = reference_of(root, "Scenarios");
    for (const Shape* shape : shapes_below(root))
        CHECK_THAT(page, Catch::Contains("\n## " + std::string(shape->name) + "\n"));
    CHECK_THAT(page, Catch::Contains("| `limit` | duration | `\"1d\"` |"));
}
