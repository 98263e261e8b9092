#include "models/lwm2m/object_json.hpp"
#include "models/lwm2m/objects.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;
using lwm2m::Path;

namespace {

constexpr std::string_view kR01List =
    R"(+ULWM2MLIST: "/1/1","/1/2","/2/1","/2/2","/2/3","/2/4","/2/5","/2/6","/2/7","/2/8","/2/9",)"
    R"("/2/10","/2/11","/2/12","/2/13","/2/14","/2/15","/2/16","/2/17","/2/18","/2/0","/3/0","/4/0",)"
    R"("/5/0","/6","/7/0","/10","/11/1","/11/0","/14/1","/14/2","/14/3","/14/4","/14/5","/14/6",)"
    R"("/14/7","/14/0","/15","/16/0","/33056","/10241","/2048/0","/3300","/33053/0","/10262","/0/1",)"
    R"("/0/2")";

}  // namespace

TEST_CASE("A path may end in a slash, and every level needs the one before it", "[lwm2m][path]") {
    CHECK(lwm2m::parse_path("/5/0/1/") == Path{5, 0, 1});
    CHECK(lwm2m::parse_path("/5/0/1") == Path{5, 0, 1});
    CHECK(lwm2m::parse_path("/1/1/30000/0") == Path{1, 1, 30000, 0});
    CHECK(lwm2m::parse_path("/") == Path{});
    for (const char* wrong :
         {"", "5", "//", "/5//1", "/5/x", "/65536", "/1/2/3/4/5", "/-1", "/1 "}) {
        CAPTURE(wrong);
        CHECK_FALSE(lwm2m::parse_path(wrong));
    }
    CHECK(lwm2m::text_of(Path{5, 0, 3}) == "/5/0/3");
    CHECK(lwm2m::text_of(Path{}) == "/");
}

TEST_CASE("JSON to write has inner quotes bare as in R01 or escaped as in R03",
          "[lwm2m][json][r01-2.5]") {
    const std::vector<lwm2m::Item> lifetime = {{Path{1, 1, 1}, std::int64_t{604800}}};
    CHECK(lwm2m::items_of_json(R"({"bn":"/1/1/","e":[{"n":"1","v":604800}]})") == lifetime);
    CHECK(lwm2m::items_of_json(R"({"bn":"/1/1","e":[{"n":"1","v":604800}]})") == lifetime);
    CHECK(lwm2m::items_of_json(R"({\"bn\":\"/1/1/\",\"e\":[{\"n\":\"1\",\"v\":604800}]})") ==
          lifetime);
    CHECK(lwm2m::items_of_json(R"({"bn":"/1/1/1/","e":[{"n":"1","v":604800}]})") == lifetime);
    for (const char* wrong :
         {"", "{", "[]", R"({"bn":"/1/1/"})", R"({"bn":"/1/1/","e":[]})", R"({"bn":1,"e":[{}]})",
          R"({"bn":"/1/1/","e":[{"n":"1"}]})", R"({"bn":"/1/","e":[{"n":"1","v":1}]})",
          R"({"bn":"/1/1/","e":[{"n":1,"v":1}]})", R"({"bn":"/1/1/","e":[{"n":"1","v":"1"}]})"}) {
        CAPTURE(wrong);
        CHECK_FALSE(lwm2m::items_of_json(wrong));
    }
}

TEST_CASE("A module with 02.05 lists and reads its objects as R01 prints them",
          "[spec-02][lwm2m][r01-2.5]") {
    Bench bench(*products::find_product("SARA-R510M8S-00B-00"));
    bench.dte.ask("ATE0");
    CHECK(bench.dte.ask("AT+ULWM2MLIST=\"/\"") == std::string(kR01List));
    CHECK(bench.dte.ask("AT+ULWM2MLIST=\"/1\"") == "+ULWM2MLIST: \"/1/1\",\"/1/2\"");
    CHECK(
        bench.dte.ask("AT+ULWM2MREAD=\"/1/1\"") ==
        R"(+ULWM2MREAD: {"bn":"/1/1/","e":[{"n":"0","v":721},{"n":"1","v":86400},{"n":"2","v":10},)"
        R"({"n":"3","v":60},{"n":"5","v":86400},{"n":"6","bv":false},{"n":"7","sv":"UQ"},)"
        R"({"n":"30000/1","v":30},{"n":"30000/0","v":0}]})");
    CHECK(bench.dte.ask("AT+ULWM2MREAD=\"/5/0/1/\"") ==
          R"(+ULWM2MREAD: {"bn":"/5/0/1/","e":[{"n":"1","sv":""}]})");
    CHECK(bench.dte.ask("AT+ULWM2MREAD=\"/33053/0\"") ==
          R"(+ULWM2MREAD: {"bn":"/33053/0/","e":[]})");
    CHECK(bench.dte.ask("AT+ULWM2MREAD=\"/3/0/3\"") ==
          R"(+ULWM2MREAD: {"bn":"/3/0/3/","e":[{"n":"3","sv":"02.05,A00.01"}]})");
}

TEST_CASE("Later firmware lists and reads its objects as R03 prints them", "[lwm2m][r03-3.6]") {
    Bench bench;
    bench.dte.ask("ATE0");
    CHECK(bench.dte.ask("AT+ULWM2MLIST=\"/\"") ==
          R"(+ULWM2MLIST: "/1/10","/2/1","/2/2","/2/3","/2/4","/2/5","/2/6","/2/7","/2/8","/2/9",)"
          R"("/2/10","/2/11","/2/0","/3/0","/4/0","/5/0","/7/0","/11/1","/11/2","/11/3","/11/4",)"
          R"("/11/0","/14/0","/16/0","/10308","/0/10")");
    CHECK(
        bench.dte.ask("AT+ULWM2MREAD=\"/1/10\"") ==
        R"(+ULWM2MREAD: {"bn":"/1/10/","e":[{"n":"0","v":721},{"n":"1","v":86400},{"n":"2","v":10},)"
        R"({"n":"3","v":60},{"n":"5","v":86400},{"n":"6","bv":false},{"n":"7","sv":"UQS"},)"
        R"({"n":"10","ov":"11:0"},{"n":"30000/1","v":30},{"n":"30000/0","v":0},{"n":"12","v":0},)"
        R"({"n":"18","v":30},{"n":"17","v":4},{"n":"16","bv":false}]})");
}

TEST_CASE("The host changes the lifetime, and a reboot keeps it", "[spec-02][lwm2m][r01-2.5]") {
    Bench bench;
    bench.dte.ask("ATE0");
    const std::string lifetime = "AT+ULWM2MREAD=\"/1/10/1\"";
    CHECK(bench.dte.ask(R"(AT+ULWM2MWRITE="{"bn":"/1/10/","e":[{"n":"1","v":604800}]}")") == "OK");
    CHECK(bench.dte.ask(lifetime) ==
          R"(+ULWM2MREAD: {"bn":"/1/10/1/","e":[{"n":"1","v":604800}]})");
    bench.reboot();
    bench.dte.ask("ATE0");
    CHECK(bench.dte.ask(lifetime) ==
          R"(+ULWM2MREAD: {"bn":"/1/10/1/","e":[{"n":"1","v":604800}]})");
    CHECK(bench.dte.ask("AT+ULWM2M=2") == "OK");
    bench.reboot();
    bench.dte.ask("ATE0");
    CHECK(bench.dte.ask(lifetime) == R"(+ULWM2MREAD: {"bn":"/1/10/1/","e":[{"n":"1","v":86400}]})");
}

TEST_CASE("What is no path is CME 50, what is not there or not the host's CME 3",
          "[lwm2m][errors]") {
    Bench bench;
    bench.dte.ask("ATE0+CMEE=1");
    struct Row {
        const char* command;
        const char* answer;
    };
    const auto row = GENERATE(values<Row>({
        {R"(AT+ULWM2MREAD="5/0")", "+CME ERROR: 50"},
        {R"(AT+ULWM2MREAD="/9/0")", "+CME ERROR: 3"},
        {R"(AT+ULWM2MREAD="/5/1")", "+CME ERROR: 3"},
        {R"(AT+ULWM2MREAD="/0/10")", "+CME ERROR: 3"},    // keys
        {R"(AT+ULWM2MREAD="/1/10/8")", "+CME ERROR: 3"},  // executable
        {R"(AT+ULWM2MLIST="/9")", "+CME ERROR: 3"},
        {R"(AT+ULWM2MWRITE="{}")", "+CME ERROR: 50"},
        {R"(AT+ULWM2MWRITE="{"bn":"/1/10/","e":[{"n":"1","sv":"x"}]}")", "+CME ERROR: 50"},
        {R"(AT+ULWM2MWRITE="{"bn":"/1/10/","e":[{"n":"0","v":1}]}")", "+CME ERROR: 3"},
        {R"(AT+ULWM2MWRITE="{"bn":"/5/0/","e":[{"n":"1","sv":"http://a/b"}]}")", "+CME ERROR: 3"},
        {R"(AT+ULWM2MREMOVE=1)", "+CME ERROR: 3"},
        {R"(AT+ULWM2MADD="none.lua")", "+CME ERROR: 1612"},
    }));
    CAPTURE(row.command);
    CHECK(bench.dte.ask(row.command) == row.answer);
}

TEST_CASE("Of several items all are written or none", "[lwm2m]") {
    Bench bench;
    bench.dte.ask("ATE0+CMEE=1");
    CHECK(bench.dte.ask(
              R"(AT+ULWM2MWRITE="{"bn":"/1/10/","e":[{"n":"1","v":7200},{"n":"0","v":1}]}")") ==
          "+CME ERROR: 3");
    CHECK(bench.dte.ask("AT+ULWM2MREAD=\"/1/10/1\"") ==
          R"(+ULWM2MREAD: {"bn":"/1/10/1/","e":[{"n":"1","v":86400}]})");
}

TEST_CASE("Instances are created and deleted, instance 0 last in the list", "[lwm2m]") {
    Bench bench;
    bench.dte.ask("ATE0");
    CHECK(bench.dte.ask("AT+ULWM2MCREATE=721,16,2") == "OK");
    CHECK(bench.dte.ask("AT+ULWM2MLIST=\"/16\"") == "+ULWM2MLIST: \"/16/2\",\"/16/0\"");
    CHECK(bench.dte.ask("AT+ULWM2MDELETE=16,2") == "OK");
    CHECK(bench.dte.ask("AT+ULWM2MLIST=\"/16\"") == "+ULWM2MLIST: \"/16/0\"");
    CHECK(bench.dte.ask("AT+ULWM2MDELETE=16,0") == "OK");
    CHECK(bench.dte.ask("AT+ULWM2MLIST=\"/16\"") == "+ULWM2MLIST: \"/16\"");
    CHECK(bench.dte.ask("AT+ULWM2MCREATE=721,10308,0") == "OK");
    CHECK(bench.dte.ask("AT+ULWM2MLIST=\"/10308\"") == "+ULWM2MLIST: \"/10308/0\"");
}

TEST_CASE("What was created and deleted is so after a reboot, up to +ULWM2M=2",
          "[lwm2m][lwm2m-9]") {
    Bench bench;
    const auto list_after_reboot = [&] {
        bench.reboot();
        bench.dte.ask("ATE0");
        return bench.dte.ask("AT+ULWM2MLIST=\"/16\"");
    };
    bench.dte.ask("ATE0");
    REQUIRE(bench.dte.ask("AT+ULWM2MCREATE=721,16,2") == "OK");
    CHECK(list_after_reboot() == "+ULWM2MLIST: \"/16/2\",\"/16/0\"");
    REQUIRE(bench.dte.ask("AT+ULWM2MDELETE=16,0") == "OK");
    CHECK(list_after_reboot() == "+ULWM2MLIST: \"/16/2\"");
    REQUIRE(bench.dte.ask("AT+ULWM2MDELETE=16,2") == "OK");
    CHECK(list_after_reboot() == "+ULWM2MLIST: \"/16\"");
    REQUIRE(bench.dte.ask("AT+ULWM2M=2") == "OK");
    CHECK(list_after_reboot() == "+ULWM2MLIST: \"/16/0\"");
}

TEST_CASE("/10 has the timers of PSM and eDRX", "[lwm2m][lwm2m-4.2]") {
    Bench bench(*products::find_product("SARA-R510S-00B-00"));
    bench.dte.ask("ATE0");
    bench.dte.ask("AT+CPSMS=1,,,\"00100010\",\"00000011\"");
    bench.dte.ask("AT+CEDRXS=1,4,\"0101\",\"0001\"");
    REQUIRE(bench.dte.ask("AT+ULWM2MCREATE=721,10,0") == "OK");
    CHECK(bench.dte.ask("AT+ULWM2MREAD=\"/10/0/4\"") ==
          R"(+ULWM2MREAD: {"bn":"/10/0/4/","e":[{"n":"4","v":7200}]})");
    CHECK(bench.dte.ask("AT+ULWM2MREAD=\"/10/0/5\"") ==
          R"(+ULWM2MREAD: {"bn":"/10/0/5/","e":[{"n":"5","v":6}]})");
    CHECK(bench.dte.ask("AT+ULWM2MREAD=\"/10/0/8\"") ==
          R"(+ULWM2MREAD: {"bn":"/10/0/8/","e":[{"n":"8","sv":"FQ=="}]})");
}

TEST_CASE("/11 defines a context that is down", "[lwm2m][lwm2m-4.2]") {
    Bench bench;
    bench.dte.ask("ATE0");
    bench.run_until_registered();
    const std::string apn =
        R"(AT+ULWM2MWRITE="{"bn":"/11/2/","e":[{"n":"1","sv":"mine"},{"n":"24","v":1}]}")";
    CHECK(bench.dte.ask(apn) == "OK");
    CHECK(bench.dte.ask("AT+CGDCONT?").find("+CGDCONT: 3,\"IP\",\"mine\"") != std::string::npos);
    CHECK(bench.dte.ask(R"(AT+ULWM2MWRITE="{"bn":"/11/2/","e":[{"n":"24","v":9}]}")") == "ERROR");
    CHECK(bench.dte.ask(R"(AT+ULWM2MWRITE="{"bn":"/11/0/","e":[{"n":"1","sv":"x"}]}")") == "ERROR");
}

TEST_CASE("APN sync is on as the MNO profile has it, until the host says otherwise",
          "[lwm2m][r03-3.7.5]") {
    const auto profile = GENERATE(as<std::string>{}, "2", "28", "90", "100");
    Bench bench;
    bench.storage->nvm.set("+UMNOPROF", profile);
    bench.reboot();
    bench.dte.ask("ATE0");
    const bool is_on = profile == "2" || profile == "28";
    CHECK(bench.dte.ask("AT+ULWM2MCONFIGEXT?") ==
          (is_on ? "+ULWM2MCONFIGEXT: 721,1" : "+ULWM2MCONFIGEXT: 721,0"));
    REQUIRE(bench.dte.ask("AT+ULWM2MCONFIGEXT=721,1") == "OK");
    CHECK(bench.dte.ask("AT+ULWM2MCONFIGEXT?") == "+ULWM2MCONFIGEXT: 721,1");
}

TEST_CASE("Every resource that the factory lists is one that its object has", "[lwm2m][tables]") {
    for (const auto generation : {products::Generation::B00, products::Generation::B01}) {
        for (const lwm2m::FactoryRow& row : lwm2m::factory_rows(generation)) {
            CAPTURE(row.object, row.resource);
            const auto* definition = lwm2m::find_resource(row.object, row.resource);
            REQUIRE(definition != nullptr);
            CHECK(definition->multiple == row.resource_instance.has_value());
            CHECK(definition->type != lwm2m::ResourceType::None);
        }
    }
}
