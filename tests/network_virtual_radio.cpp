#include "models/network/virtual_radio.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace sara;
using namespace sara::network;
using namespace std::chrono_literals;

namespace {

struct Heard final : RadioListener {
    explicit Heard(const sim::Scheduler& scheduler) : scheduler_(scheduler) {}
    void on_cells_changed() override { note("cells"); }
    void on_network_detach() override { note("detach"); }
    void on_network_deactivation(int cid) override { note("deactivate " + std::to_string(cid)); }
    void note(const std::string& what) {
        events.push_back(std::to_string(sim::seconds(scheduler_.now())).substr(0, 4) + " " + what);
    }
    std::vector<std::string> events;
    const sim::Scheduler& scheduler_;
};

}  // namespace

TEST_CASE("Without a scenario there is one home cell", "[network][module-behaviour-13]") {
    sim::Scheduler scheduler;
    VirtualRadio radio(scheduler, {});
    REQUIRE(radio.cells().size() == 1);
    CHECK(radio.cells().front() == Cell{});
    const AttachVerdict verdict = radio.attach(radio.cells().front(), "00101");
    CHECK(verdict.accepted);
    CHECK_FALSE(verdict.roaming);
    CHECK(radio.attach(radio.cells().front(), "22210").roaming);
    CHECK(radio.connect(1).v4->text() == "10.0.0.2");
    CHECK(radio.connect(2).v4->text() == "10.0.0.3");
    CHECK_FALSE(radio.connect(1).v6);
    CHECK_FALSE(radio.time());
}

TEST_CASE("Cells come and go as the scenario says", "[network]") {
    sim::Scheduler scheduler;
    NetworkSpec spec;
    spec.cells = {{.ci = "1", .rsrp = 30, .until = 20s}, {.ci = "2", .rsrp = 40, .from = 10s}};
    spec.outages = {{.from = 30s, .length = 5s}};
    VirtualRadio radio(scheduler, spec);
    Heard heard(scheduler);
    radio.add(heard);
    const auto strongest = [&] { return radio.cells().empty() ? 0U : radio.cells().front().ci; };
    CHECK(strongest() == 1);
    scheduler.run_until(sim::Time(10s));
    CHECK(strongest() == 2);
    CHECK(radio.cells().size() == 2);
    scheduler.run_until(sim::Time(20s));
    CHECK(radio.cells().size() == 1);
    scheduler.run_until(sim::Time(30s));
    CHECK(strongest() == 0);
    scheduler.run_until(sim::Time(60s));
    CHECK(strongest() == 2);
    CHECK(heard.events ==
          std::vector<std::string>{"10.0 cells", "20.0 cells", "30.0 cells", "35.0 cells"});
}

TEST_CASE("The network detaches and deactivates at its time", "[network]") {
    sim::Scheduler scheduler;
    NetworkSpec spec;
    spec.events = {{.at = 20s, .what = NetworkEventKind::Detach},
                   {.at = 10s, .what = NetworkEventKind::Deactivate, .cid = 2}};
    VirtualRadio radio(scheduler, spec);
    Heard heard(scheduler);
    radio.add(heard);
    scheduler.run_until(sim::Time(60s));
    CHECK(heard.events == std::vector<std::string>{"10.0 deactivate 2", "20.0 detach"});
}

TEST_CASE("A network says its time and the names of operators", "[network]") {
    sim::Scheduler scheduler;
    NetworkSpec spec;
    spec.time = "23/12/31,23:59:58+04";
    spec.operators = {{.plmn = "99970", .long_name = "Bench", .short_name = "B"}};
    VirtualRadio radio(scheduler, spec);
    scheduler.run_until(sim::Time(3s));
    CHECK(radio.time()->text() == "24/01/01,00:00:01+04");
    CHECK(radio.operator_of("99970").long_name == "Bench");
    CHECK(radio.operator_of("22210").short_name == "voda IT");
    CHECK(radio.operator_of("12345").long_name == "12345");
}

TEST_CASE("A network with what is no address, cell or time is refused", "[network]") {
    sim::Scheduler scheduler;
    NetworkSpec spec;
    SECTION("IPv4") {
        spec.ipv4 = "2001:db8::1";
    }
    SECTION("IPv6") {
        spec.ipv6 = "10.0.0.1";
    }
    SECTION("DNS") {
        spec.dns = {"x"};
    }
    SECTION("cell") {
        spec.cells.front().ci = "10000000";
    }
    SECTION("tracking area") {
        spec.cells.front().tac = "xyz";
    }
    SECTION("time") {
        spec.time = "23/13/01,00:00:00+00";
    }
    CHECK_THROWS_AS(VirtualRadio(scheduler, spec), BadNetwork);
}
