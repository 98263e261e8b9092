#include "tests/support/catch.hpp"

#include "tests/support/echo_world.hpp"
#include "tools/bad_input.hpp"
#include "tools/testing/play.hpp"
#include "tools/testing/scenario_files.hpp"
#include "tools/testing/verdict.hpp"

#include <stdlib.h>  // mkdtemp

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::tools;

namespace {

namespace fs = std::filesystem;
using Outcome = Verdict::Kind;

/// A folder of files that goes with the test.
struct Folder {
    Folder() {
        std::string name = (fs::temp_directory_path() / "r5sim_testing_XXXXXX").string();
        path = mkdtemp(name.data());
        fs::create_directories(path / "below");
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path / name) << text;
        return (path / name).string();
    }
    std::string read(const std::string& name) const {
        std::ifstream file(path / name);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

    fs::path path;
};

std::string scenario(const std::string& title, const std::string& steps) {
    return R"({"r5sim": 1, "title": ")" + title + R"(", "steps": [)" + steps + "]}";
}

/// A scenario named `die` takes its process down.
struct DeadlyWorld : test::EchoWorld {
    std::unique_ptr<sim::Twin> make(const sim::Scenario& played, sim::Kernel& kernel,
                                    std::unique_ptr<sim::Medium> flash) const override {
        if (played.title == "die") std::_Exit(9);
        return EchoWorld::make(played, kernel, std::move(flash));
    }
};

/// Four scenarios: passes, fails, refers to a package that is not there, passes.
struct Four : Folder {
    Four() {
        write("1.json", scenario("one", R"({"wait": "1s"})"));
        write("2.json", scenario("two", R"({"expect": "never"})"));
        write("3.json", scenario("three", R"({"xmodem": "nothing"})"));
        write("below/4.json", scenario("four", R"({"wait_ready": {}})"));
        write("schema.json", "{}");
    }
    std::vector<sim::Scenario> load() const { return load_scenarios({path.string()}, "", world); }

    DeadlyWorld world;
};

std::vector<Verdict> play_all(const std::vector<sim::Scenario>& scenarios, const sim::World& world,
                              const PlayOptions& options) {
    return play(scenarios, world, options, [](const Verdict&) {});
}

std::vector<Outcome> kinds_of(const std::vector<Verdict>& verdicts) {
    std::vector<Outcome> kinds;
    for (const Verdict& verdict : verdicts) kinds.push_back(verdict.kind);
    return kinds;
}

}  // namespace

TEST_CASE("A folder stands for its scenarios, by name, without schema.json", "[tools][test]") {
    const Four four;
    const auto files = scenario_files({four.path.string()});
    REQUIRE(files.size() == 4);
    CHECK(fs::path(files[0]).filename() == "1.json");
    CHECK(fs::path(files[3]).filename() == "4.json");
    CHECK(scenario_files({files[1]}) == std::vector{files[1]});
}

TEST_CASE("Paths without a scenario are bad input", "[tools][test]") {
    const Folder folder;
    CHECK_THROWS_AS(scenario_files({folder.path.string()}), BadInput);
    CHECK_THROWS_AS(scenario_files({(folder.path / "nothing").string()}), BadInput);
}

TEST_CASE("A filter looks at file names and titles, and must leave something", "[tools][test]") {
    const Four four;
    CHECK(load_scenarios({four.path.string()}, "two", four.world).size() == 1);
    CHECK(load_scenarios({four.path.string()}, "4.json", four.world).size() == 1);
    CHECK_THROWS_AS(load_scenarios({four.path.string()}, "nothing has this", four.world), BadInput);
}

TEST_CASE("Verdicts come in order, however many processes there are", "[tools][test]") {
    const unsigned jobs = GENERATE(1U, 2U, 3U, 9U);
    const Four four;
    const auto verdicts =
        play_all(four.load(), four.world, {.seed = {}, .folders = {}, .jobs = jobs});
    CHECK(kinds_of(verdicts) ==
          std::vector{Outcome::Passed, Outcome::Failed, Outcome::BadInput, Outcome::Passed});
    CHECK_THAT(verdicts[1].report, Catch::Contains("expected the line \"never\" within 10s"));
    CHECK(verdicts[3].virtual_seconds == Approx(2));
}

TEST_CASE("A scenario that takes its process down has failed", "[tools][test]") {
    const Four four;
    four.write("2.json", scenario("die", ""));
    const auto verdicts = play_all(four.load(), four.world, {.seed = {}, .folders = {}, .jobs = 4});
    CHECK(kinds_of(verdicts) ==
          std::vector{Outcome::Passed, Outcome::Failed, Outcome::BadInput, Outcome::Passed});
}

TEST_CASE("A trace is written for each scenario, the same from any number of processes",
          "[tools][test]") {
    const Four four;
    const Folder one;
    const Folder two;
    play_all(four.load(), four.world,
             {.seed = 5, .folders = {.trace = one.path.string()}, .jobs = 1});
    play_all(four.load(), four.world,
             {.seed = 5, .folders = {.trace = two.path.string()}, .jobs = 2});
    int traces = 0;
    for (const auto& entry : fs::directory_iterator(one.path)) {
        if (!entry.is_regular_file()) continue;
        ++traces;
        const std::string name = entry.path().filename().string();
        CHECK_THAT(one.read(name), Catch::StartsWith("{\"r5sim_trace\":1,"));
        CHECK(one.read(name) == two.read(name));
    }
    CHECK(traces == 4);
}

TEST_CASE("JUnit XML counts failures and errors, and stays XML", "[tools][test]") {
    const std::vector<Verdict> verdicts = {
        {.file = "a/x.json",
         .title = "<&\">",
         .kind = Outcome::Passed,
         .report = "",
         .wall_seconds = 0.25},
        {.file = "a/y.json", .title = "t", .kind = Outcome::Failed, .report = "first\n\x01second"},
        {.file = "z.json", .title = "t", .kind = Outcome::BadInput, .report = "bad"},
        {.file = "v.json", .title = "t", .kind = Outcome::Invalid, .report = "never struck"},
        {.file = "s.json", .title = "t", .kind = Outcome::Skipped, .report = "no such pin"}};
    CHECK(junit_of(verdicts) ==
          R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="r5sim" tests="5" failures="1" errors="2" skipped="1" time="0.250">
  <testcase classname="a" name="x: &lt;&amp;&quot;&gt;" time="0.250"/>
  <testcase classname="a" name="y: t" time="0.000">
    <failure type="failed" message="first">first
?second</failure>
  </testcase>
  <testcase classname="" name="z: t" time="0.000">
    <error type="error" message="bad">bad</error>
  </testcase>
  <testcase classname="" name="v: t" time="0.000">
    <error type="invalid" message="never struck">never struck</error>
  </testcase>
  <testcase classname="" name="s: t" time="0.000">
    <skipped message="no such pin"/>
  </testcase>
</testsuite>
)");
}
