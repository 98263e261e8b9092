// When the module registers and when it updates: a row a rule.  [lwm2m 7; R01 2.1, 2.5]
#include "models/lwm2m/server.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/result.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

using namespace sara;
using namespace sara::test;

namespace {

constexpr std::string_view kReboot = "reboot";
constexpr const char* kScript = "object_id = 33057";

lwm2m::LwM2mServerSpec ublox_server(const std::vector<lwm2m::ServerActionSpec>& actions) {
    lwm2m::LwM2mServerSpec spec;
    spec.actions = actions;
    return spec;
}

/// A module with the factory's objects, and u-blox's server.
struct RulesBench : Bench {
    explicit RulesBench(const std::vector<lwm2m::ServerActionSpec>& actions = {},
                        const BenchWorld& world = {})
        : Bench(world),
          server({kernel.scheduler, kernel.trace, internet, campaigns}, ublox_server(actions)) {
        REQUIRE(storage->files.write(storage::Tag::Xlwm2m, "mine", storage::WriteMode::Append,
                                     sim::as_bytes(kScript)));
    }

    /// A boot with that setting, up to where it would have registered.
    void start(const std::string& name, const std::string& value) {
        if (!name.empty()) REQUIRE(storage->nvm.set(name, value));
        restart();
    }
    void restart() {
        reboot();
        dte.ask("ATE0");
        run_until_registered();
        run_for(10s);
    }
    int count(const char* what) const { return server.to_json()[what].get<int>(); }

    lwm2m::Campaigns campaigns{{}};
    lwm2m::Server server;
};

struct Rule {
    const char* name;
    std::vector<std::string> lines;
    Duration then;
    int registrations;
    int updates;
    const char* setting = "";
    const char* value = "";
};

// clang-format off
const std::vector<Rule>& rules() {
    static const std::string kLifetime = R"(AT+ULWM2MWRITE="{"bn":"/1/10/","e":[{"n":"1","v":3600}]}")";
    static const std::string kSame     = R"(AT+ULWM2MWRITE="{"bn":"/1/10/","e":[{"n":"1","v":86400}]}")";
    static const std::string kBinding  = R"(AT+ULWM2MWRITE="{"bn":"/1/10/","e":[{"n":"7","sv":"U"}]}")";
    static const std::string kPmin     = R"(AT+ULWM2MWRITE="{"bn":"/1/10/","e":[{"n":"2","v":20}]}")";
    static const std::string kDereg    = "AT+ULWM2MDEREG=721";
    static const std::string kReg      = "AT+ULWM2MREG=721";
    static const std::string kBoot     = "reboot";
    static const std::vector<Rule> kRules = {
        // Register                                                       then   reg upd
        {"the client starts after the attach",  {},                       10s,   1,  0},
        {"+ULWM2MREG after +ULWM2MDEREG",       {kDereg, kReg},           10s,   2,  0},
        {"a reboot after +ULWM2MDEREG",         {kDereg, kBoot},          10s,   2,  0},
        {"any reboot",                          {kBoot},                  10s,   2,  0},
        {"one that failed, with the next boot", {"AT+USECMODE=1", kBoot}, 10s,   1,  0, "+USECMODE", "0"},
        {"one that failed, when asked for",     {"AT+USECMODE=1", kReg},  10s,   1,  0, "+USECMODE", "0"},
        {"without the secure data suite none",  {},                       24h,   0,  0, "+USECMODE", "0"},
        {"none with the client off",            {},                       24h,   0,  0, "+ULWM2M", "1"},
        {"none with the regulatory profile",    {},                       24h,   0,  0, "+UMNOPROF", "0"},
        {"none with the GCF-PTCRB profile",     {},                       24h,   0,  0, "+UMNOPROF", "201"},
        // Update
        {"the SRLT is over",                    {},                       24h,   1,  1},
        {"nothing before",                      {},                       23h,   1,  0},
        {"again and again",                     {},                       73h,   1,  3},
        {"another lifetime",                    {kLifetime},              10s,   1,  1},
        {"and then its end",                    {kLifetime},              3620s, 1,  2},
        {"the same lifetime is no change",      {kSame},                  10s,   1,  0},
        {"another binding",                     {kBinding},               10s,   1,  1},
        {"pmin is nothing a server is told",    {kPmin},                  10s,   1,  0},
        {"an instance more",                    {"AT+ULWM2MCREATE=721,16,1"}, 10s, 1, 1},
        {"an instance less",                    {"AT+ULWM2MDELETE=11,4"}, 10s,   1,  1},
        {"an object less, an object more",      {"AT+ULWM2MREMOVE=33057", "AT+ULWM2MADD=\"mine\""}, 10s, 1, 2},
        {"+ULWM2MREG",                          {kReg},                   10s,   1,  1},
        {"every +ULWM2MREG",                    {kReg, kReg, kReg},       10s,   1,  3},
        // Neither
        {"reading is no change",                {"AT+ULWM2MREAD=\"/1/10\"", "AT+ULWM2MLIST=\"/\""}, 10s, 1, 0},
        {"silence after +ULWM2MDEREG",          {kDereg},                 48h,   1,  0},
    };
    return kRules;
}
// clang-format on

}  // namespace

TEST_CASE("Each reason to register or to update does it, and nothing else does",
          "[lwm2m][registration][lwm2m-7][r01-2.1][r01-2.5]") {
    const std::size_t number = GENERATE(range(std::size_t{0}, std::size_t{25}));
    REQUIRE(rules().size() == 25);
    const Rule& rule = rules()[number];
    INFO(rule.name);
    RulesBench bench;
    bench.start(rule.setting, rule.value);
    for (const std::string& line : rule.lines) {
        if (line == kReboot) {
            bench.restart();
        } else {
            CHECK(bench.dte.ask(line).find("ERROR") == std::string::npos);
            bench.run_for(3s);
        }
    }
    bench.run_for(rule.then);
    CHECK(bench.count("registrations") == rule.registrations);
    CHECK(bench.count("updates") == rule.updates);
}

TEST_CASE("A server has an update sent by a new lifetime and by /1/x/8",
          "[lwm2m][registration][r01-2.5]") {
    using enum lwm2m::ServerActionKind;
    const auto action = GENERATE(values<lwm2m::ServerActionSpec>({
        {{}, Write, "/1/10/1", "3600"},
        {{}, Execute, "/1/10/8", ""},
    }));
    RulesBench bench({action});
    bench.start("", "");
    CHECK(bench.count("registrations") == 1);
    CHECK(bench.count("updates") == 1);
}

TEST_CASE(
    "A margin has the update come before the lifetime ends, and +ULWM2MREG? counts down to it",
    "[lwm2m][registration][lwm2m-7]") {
    BenchWorld world;
    world.profile.lwm2m_update_margin = 93s;
    RulesBench bench({}, world);
    bench.start("", "");
    bench.run_for(100s);
    const std::string answer = bench.dte.ask("AT+ULWM2MREG?");
    REQUIRE(answer.starts_with("+ULWM2MREG: 721,3,86"));
    const int left = std::stoi(answer.substr(answer.rfind(',') + 1));
    CHECK(left < 86400 - 93 - 100);
    bench.run_for(std::chrono::seconds(left - 1));
    CHECK(bench.count("updates") == 0);
    bench.run_for(5s);
    CHECK(bench.count("updates") == 1);
}
