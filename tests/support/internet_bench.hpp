#pragma once

#include "sim/vocabulary.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <string_view>

namespace sara::test {

/// A module in a network with the servers that `section` ("network" of a scenario) declares, its
/// PSD profile active.  No echo, errors in words.
class InternetBench : public Bench {
 public:
    explicit InternetBench(std::string_view section,
                           const products::Profile& module_profile =
                               products::Profile::for_product(products::default_product()))
        : Bench(BenchWorld{.profile = module_profile, .network = decoded(section)}) {
        dte.ask("ATE0");
        dte.ask("AT+CMEE=2");
        run_until_registered();
        activate();
    }

    void activate() {
        dte.ask("AT+UPSD=0,0,0");
        REQUIRE(dte.ask("AT+UPSDA=0,3") == "OK");
        run_until_received("+UUPSDA: 0");
    }

    void deactivate() { REQUIRE(dte.ask("AT+UPSDA=0,4") == "OK"); }

    /// The URC that begins so, once it is there.
    std::string urc(std::string_view beginning, Duration limit = 400s) {
        run_until_received("\r\n" + std::string(beginning), limit);
        run_until_idle_line();
        const std::string& all = dte.received();
        const std::size_t start = all.find("\r\n" + std::string(beginning)) + 2;
        return all.substr(start, all.find("\r\n", start) - start);
    }

    /// Asks, wants OK, and gives the URC that follows.
    std::string run(std::string_view command, std::string_view beginning) {
        INFO(command);
        REQUIRE(dte.ask(command) == "OK");
        return urc(beginning);
    }

 private:
    static network::NetworkSpec decoded(std::string_view section) {
        return sim::decode<network::NetworkSpec>(sim::Json::parse(section), sim::Place(""));
    }
    void run_until_idle_line() { run_for(50ms); }
};

}  // namespace sara::test
