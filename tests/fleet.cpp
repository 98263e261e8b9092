#include "tests/support/catch.hpp"

#include "models/fleet.hpp"
#include "models/lwm2m/campaigns.hpp"
#include "models/sara_world.hpp"
#include "sim/runner/runner.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/sinks/json_lines.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace sara;
using namespace sara::lwm2m;
using namespace std::chrono_literals;

namespace {

const SaraWorld kWorld;

/// A scenario with these sections, whose own module stays off.
sim::Scenario scenario_with(std::string_view sections) {
    return sim::parse_scenario(fmt::format(R"({{"r5sim": 1, "title": "fleet", "limit": "10d",
                         "module": {{"power": "off", "profile": {{"image_bytes": 65536}},
                                     "nvm": {{"+UMNOPROF": "90"}}}},
                         "packages": {{"delta": {{"kind": "delta", "to": "03.16,A00.01",
                                                  "delta_size": 20000}}}},
                         {}}})",
                                           sections),
                               "fleet.json", kWorld);
}

constexpr std::string_view kThree =
    R"("modules": [{"count": 3, "imei": "357862090100001", "switched_on_within": "1h"}])";

constexpr std::string_view kCampaign =
    R"("lwm2m": {"campaigns": [{"name": "spring", "package": "delta", "to": "03.16,A00.01"}]})";

/// A fleet that lives for a while.
struct FleetBench {
    explicit FleetBench(std::string_view sections, std::uint64_t seed = 1)
        : scenario(scenario_with(sections)), kernel(seed), twin(kWorld.make(scenario, kernel)) {}

    nlohmann::json after(sim::Duration length) {
        kernel.scheduler.run_until(kernel.scheduler.now() + length);
        return twin->inspect();
    }

    sim::Scenario scenario;
    sim::Kernel kernel;
    std::unique_ptr<sim::Twin> twin;
};

std::string trace_of(const sim::Scenario& scenario) {
    std::ostringstream out;
    {
        sim::JsonLinesSink sink(out, scenario.title, 1);
        const std::vector<sim::TraceSink*> sinks = {&sink};
        CHECK(run(scenario, kWorld, {.sinks = sinks}).passed());
    }
    return out.str();
}

/// What hears CoAP messages: who talks.
struct Talkers final : sim::TraceSink {
    void on_record(const sim::Record& record) override {
        ++kinds[record.kind];
        if (record.kind != sim::RecordKind::Coap) return;
        addresses.insert(std::string(std::get<std::string_view>(record.find("from")->value)));
    }
    std::map<sim::RecordKind, int> kinds;
    std::set<std::string> addresses;
};

}  // namespace

TEST_CASE("Modules of a fleet count on in their IMEI, each with its check digit",
          "[fleet][TS-23.003-B]") {
    FleetBench bench(kThree);
    std::vector<std::string> imeis;
    const auto seen = bench.after(0s);
    for (const auto& [imei, module] : seen["fleet"]["by_imei"].items()) {
        imeis.push_back(imei);
    }
    CHECK(imeis ==
          std::vector<std::string>{"357862090100001", "357862090100019", "357862090100027"});
    CHECK(bench.twin->devices() == 4);
}

TEST_CASE("A number that is no IMEI is told with the one that would be", "[fleet][scenario]") {
    CHECK_THROWS_WITH(FleetBench(R"("modules": [{"imei": "357862090100007"}])"),
                      Catch::Contains("/modules/0/imei") && Catch::Contains("357862090100001"));
    CHECK_THROWS_WITH(FleetBench(R"("modules": [{"imei": "357862090100001", "product": "SARA"}])"),
                      Catch::Contains("/modules/0/product"));
    CHECK_THROWS_WITH(
        FleetBench(
            R"("modules": [{"imei": "357862090100001", "coverage": {"rsrp_min": -60, "rsrp_max": -90}}])"),
        Catch::Contains("/modules/0/coverage"));
}

TEST_CASE("Each module is switched on when the seed says, within its hour", "[fleet]") {
    FleetBench bench(kThree);
    CHECK(bench.after(0s)["fleet"]["states"] == nlohmann::json{{"NotPowered", 3}});
    CHECK(bench.after(61min)["fleet"]["states"] == nlohmann::json{{"Active", 3}});
    CHECK(bench.twin->inspect()["state"] == "NotPowered");  // the host's
}

TEST_CASE("A campaign updates a fleet, and reports what became of it",
          "[fleet][campaign][R01-2.7]") {
    FleetBench bench(fmt::format("{}, {}", kThree, kCampaign));
    const auto document = bench.after(3h);
    CHECK(document["campaigns"]["spring"]["succeeded"] == 3);
    CHECK(document["campaigns"]["spring"]["pending"] == 1);  // the host's module, which is off
    CHECK(document["fleet"]["firmware"] == nlohmann::json{{"03.16,A00.01", 3}});
    CHECK(bench.twin->report() ==
          "campaign spring (final): 3 updated, 0 failed, 1 pending\n"
          "fleet: 3 modules, 3 with 03.16,A00.01\n");
}

TEST_CASE("A module that hears no cell is pending", "[fleet][campaign]") {
    FleetBench bench(fmt::format(
        R"("modules": [{{"count": 2, "imei": "357862090100001", "coverage": {{"never": 100}}}}], {})",
        kCampaign));
    CHECK(bench.after(24h)["campaigns"]["spring"]["pending"] == 3);
    CHECK(bench.twin->inspect()["fleet"]["firmware"] == nlohmann::json{{"03.15,A00.01", 2}});
}

TEST_CASE("A group has settings and a product of its own", "[fleet]") {
    FleetBench bench(fmt::format(
        R"("modules": [{{"imei": "357862090100001"}},
                       {{"imei": "357862090100019", "nvm": {{"+ULWM2M": "1"}}}},
                       {{"imei": "357862090100027", "product": "SARA-R510S-00B-01"}}], {})",
        kCampaign));
    const auto modules = bench.after(3h)["fleet"]["by_imei"];
    CHECK(modules["357862090100001"]["firmware"] == "03.16,A00.01");
    CHECK(modules["357862090100019"]["firmware"] == "03.15,A00.01");  // its client is off
    CHECK(modules["357862090100027"]["firmware"] == "02.06,A00.01");  // the delta is not for it
}

TEST_CASE(
    "The trace tells of a fleet what campaigns do and what CoAP says, from addresses of its own",
    "[fleet][trace]") {
    FleetBench bench(fmt::format("{}, {}", kThree, kCampaign));
    Talkers talkers;
    bench.kernel.trace.add(talkers);
    bench.after(3h);
    CHECK(talkers.addresses.size() == 4);  // three modules and the server
    CHECK(talkers.addresses.contains("100.64.0.16"));
    CHECK(talkers.kinds.size() == 2);
    CHECK(talkers.kinds[sim::RecordKind::Note] == 12);  // four steps each
    bench.kernel.trace.remove(talkers);
}

TEST_CASE("The same seed gives the same fleet, another one another", "[fleet][determinism]") {
    const std::string sections = fmt::format(
        R"("modules": [{{"count": 6, "imei": "357862090100001", "switched_on_within": "6h",
                        "coverage": {{"outages": 9, "outages_within": "1d"}}}}], {},
           "steps": [{{"wait": "1d"}}])",
        kCampaign);
    sim::Scenario scenario = scenario_with(sections);
    const std::string trace = trace_of(scenario);
    CHECK(trace_of(scenario) == trace);
    scenario.seed = 2;
    CHECK(trace_of(scenario) != trace);
}

TEST_CASE("Between the test campaign and the final one lies an approval",
          "[fleet][campaign][R01-2.7.4]") {
    constexpr const char* kTested = "357862090033897";
    constexpr const char* kOther = "357862090033905";
    Campaign campaign([=] {
        CampaignSpec spec;
        spec.name = "spring";
        spec.test_imeis = {kTested};
        spec.approval = 24h;
        return spec;
    }());
    campaign.enrol(kTested);
    campaign.enrol(kOther);
    campaign.offer(kTested, "SARA-R510M8S-01B-00", 0s);
    CHECK(campaign.phase(1h) == CampaignPhase::Test);
    campaign.note(kTested, CampaignStep::Succeeded, 1, 1h);
    CHECK(campaign.phase(24h) == CampaignPhase::Approval);
    CHECK_FALSE(campaign.wants(kOther, 24h));
    CHECK(campaign.report(24h) == "campaign spring (approval): 1 updated, 0 failed, 1 pending\n");
    CHECK(campaign.phase(25h) == CampaignPhase::Final);
    CHECK(campaign.wants(kOther, 25h));

    campaign.offer(kOther, "SARA-R510M8S-01B-00", 25h);
    campaign.note(kOther, CampaignStep::Failed, 8, 26h);
    CHECK(campaign.report(26h) ==
          "campaign spring (final): 1 updated, 1 failed, 1 with result 8, 0 pending\n");
    CHECK(campaign.to_json(26h)["results"] == nlohmann::json{{"8", 1}});
}
