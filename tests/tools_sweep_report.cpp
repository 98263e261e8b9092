#include "tests/support/catch.hpp"

#include "tools/bad_input.hpp"
#include "tools/exit_code.hpp"
#include "tools/reports/sweep_report.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

using namespace sara::tools;
using nlohmann::json;

namespace {

json case_of(std::size_t index, const std::string& id, const std::string& phase,
             const std::string& outcome, const std::string& verdict) {
    json one = {{"id", id},
                {"index", index},
                {"event", 10 * index},
                {"time_ns", 500'000'000 * (index + 1)},
                {"phase", phase},
                {"when", json::array()},
                {"verdict", verdict},
                {"outcome", outcome},
                {"ended_ns", 9'000'000'000},
                {"violations", json::array()},
                {"transcript", json::array()}};
    if (verdict == "violated") {
        one["violations"].push_back({{"what", "invariant usable"},
                                     {"time_ns", 2'000'000'000},
                                     {"expected", "an answer to <AT>"},
                                     {"found", ""}});
        one["transcript"].push_back("1.0 uart > AT\\r");
    }
    return one;
}

/// A sweep of two cuts, in which the second case has one more during its recovery.
json whole_sweep() {
    return {
        {"sweep", 1},
        {"file", "foat.json"},
        {"title", "FOAT <delta>"},
        {"seed", 1},
        {"fault", "power-loss"},
        {"what", {{"power_loss", "5s"}}},
        {"at", "events"},
        {"depth", 2},
        {"points", 4},
        {"shard", {{"number", 1}, {"of", 1}}},
        {"virtual_ns", 9'000'000'000},
        {"cases",
         {case_of(0, "e1", "boot", "old firmware", "held"),
          case_of(1, "e2", "boot", "old firmware", "held"),
          case_of(1, "e2.e9", "boot", "dead", "violated"),
          case_of(2, "e3", "writing", "new firmware", "held"),
          case_of(3, "e4", "writing", "no fault", "invalid")}},
        {"summary",
         {{"cases", 5},
          {"violated", 1},
          {"invalid", 1},
          {"phases",
           {{{"phase", "boot"}, {"outcome", "old firmware"}, {"verdict", "held"}, {"cases", 2}},
            {{"phase", "boot"}, {"outcome", "dead"}, {"verdict", "violated"}, {"cases", 1}},
            {{"phase", "writing"}, {"outcome", "new firmware"}, {"verdict", "held"}, {"cases", 1}},
            {{"phase", "writing"},
             {"outcome", "no fault"},
             {"verdict", "invalid"},
             {"cases", 1}}}}}}};
}

/// The same from `of` machines.
std::vector<json> shards_of_sweep(std::size_t of) {
    std::vector<json> shards;
    for (std::size_t number = 0; number < of; ++number) {
        json shard = whole_sweep();
        shard["shard"] = {{"number", number + 1}, {"of", of}};
        json cases = json::array();
        for (const json& one : shard["cases"]) {
            if (one["index"].get<std::size_t>() % of == number) cases.push_back(one);
        }
        shard["cases"] = cases;
        shards.push_back(shard);
    }
    return shards;
}

}  // namespace

TEST_CASE("The shards of a sweep merge into the sweep of one", "[tools][reports]") {
    const std::size_t of = GENERATE(1U, 2U, 3U);
    auto shards = shards_of_sweep(of);
    std::ranges::reverse(shards);
    CHECK(merge_sweep_reports(shards) == whole_sweep());
    CHECK(exit_code_of_sweep(whole_sweep()) == kFailed);
}

TEST_CASE("Shards that do not make a whole sweep are bad input", "[tools][reports]") {
    auto shards = shards_of_sweep(2);
    SECTION("one is missing") {
        shards.pop_back();
    }
    SECTION("one came twice") {
        shards.push_back(shards.front());
    }
    SECTION("one is of another fault") {
        shards.front()["fault"] = "reset";
    }
    SECTION("one is of another division") {
        shards.front()["shard"]["of"] = 3;
    }
    SECTION("one has no cases") {
        shards.front().erase("cases");
    }
    SECTION("one is something else") {
        shards.front() = {{"sweep", 1}};
    }
    CHECK_THROWS_AS(merge_sweep_reports(shards), BadInput);
}

TEST_CASE("A sweep's page maps points of injection to outcomes", "[tools][reports]") {
    const std::string page = sweep_page(whole_sweep());
    const auto count = [&](const std::string& text) {
        int found = 0;
        for (std::size_t at = page.find(text); at != std::string::npos;
             at = page.find(text, at + 1))
            ++found;
        return found;
    };
    CHECK(count("<circle") == 5);
    CHECK(count("<circle class=\"failed\"") == 1);
    for (const char* wanted :
         {"FOAT &lt;delta&gt;", "e2.e9 at 1.000000 s, boot: dead", "an answer to &lt;AT&gt;",
          "5 cases, 1 violated, 1 invalid", "uart &gt; AT"})
        CHECK_THAT(page, Catch::Contains(wanted));
}
