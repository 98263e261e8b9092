#include "models/commands/catalogue.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("The module says who it is", "[at-commands-2.1]") {
    Bench bench;
    CHECK(bench.dte.ask("ATI") == "SARA-R510M8S-01B-00");
    CHECK(bench.dte.ask("ATI0") == "SARA-R510M8S-01B-00");
    CHECK(bench.dte.ask("ATI9") == "03.15,A00.01");
    CHECK(bench.dte.ask("ATI5") == "OK");
    CHECK(bench.dte.ask("ATI10") == "ERROR");
    CHECK(bench.dte.ask("AT+CGMI") == "u-blox");
    CHECK(bench.dte.ask("AT+GMI") == "u-blox");
    CHECK(bench.dte.ask("AT+CGMM") == "SARA-R510M8S");
    CHECK(bench.dte.ask("AT+GMM") == "SARA-R510M8S");
    CHECK(bench.dte.ask("AT+CGMR") == kFactoryFirmware);
    CHECK(bench.dte.ask("AT+GMR") == kFactoryFirmware);
    CHECK(bench.dte.ask("AT+GCAP") == "+GCAP: +FCLASS, +CGSM");
    CHECK(bench.dte.ask("AT+CGMI=?") == "OK");
}

TEST_CASE("Another product says who it is", "[module-behaviour-1]") {
    Bench bench(*products::find_product("SARA-R500S-00B-02"));
    CHECK(bench.dte.ask("ATI") == "SARA-R500S-00B-02");
    CHECK(bench.dte.ask("AT+CGMM") == "SARA-R500S");
    CHECK(bench.dte.ask("ATI9") == "02.09,A00.01");
}

TEST_CASE("The serial numbers", "[at-commands-2.1]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CGSN") == "357862090033897");
    CHECK(bench.dte.ask("AT+GSN") == "357862090033897");
    CHECK(bench.dte.ask("AT+CGSN=0") == "357862090033897");
    CHECK(bench.dte.ask("AT+CGSN=1") == "357862090033897");
    CHECK(bench.dte.ask("AT+CGSN=2") == "3578620900338901");
    CHECK(bench.dte.ask("AT+CGSN=3") == "01");
    CHECK(bench.dte.ask("AT+CGSN=255") == "0000000000");
    CHECK(bench.dte.ask("AT+CGSN=4") == "ERROR");
    CHECK(bench.dte.ask("AT+CGSN=?") == "+CGSN: (0-3,255)");
}

TEST_CASE("The SIM is busy after boot, then readable", "[module-behaviour-8]") {
    Bench bench;
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+CIMI") == "+CME ERROR: SIM busy");
    CHECK(bench.dte.ask("AT+CCID") == "+CME ERROR: SIM busy");
    CHECK(bench.dte.ask("AT+CPIN?") == "+CME ERROR: SIM busy");
    bench.run_for(bench.profile.sim_init);
    CHECK(bench.dte.ask("AT+CIMI") == "222107701772423");
    CHECK(bench.dte.ask("AT+CCID") == "+CCID: 89390100002312345678");
    CHECK(bench.dte.ask("AT+CCID?") == "+CCID: 89390100002312345678");
    CHECK(bench.dte.ask("AT+CPIN?") == "+CPIN: READY");
}

TEST_CASE("Without a SIM the commands say so", "[module-behaviour-8]") {
    Bench bench(BenchWorld{.sim = {.present = false}});
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+CIMI") == "+CME ERROR: SIM not inserted");
    CHECK(bench.dte.ask("AT+CCID") == "+CME ERROR: SIM not inserted");
    CHECK(bench.dte.ask("AT+CPIN?") == "+CME ERROR: SIM not inserted");
}

TEST_CASE("+CLAC lists every command, one a line", "[at-commands-1.1]") {
    Bench bench;
    const std::string answer = "\r\n" + bench.dte.ask("AT+CLAC") + "\r\n";
    for (const at::Row& row : commands::catalogue().rows()) {
        INFO(row.name);
        CHECK(answer.find("\r\n" + std::string(row.name) + "\r\n") != std::string::npos);
    }
}

TEST_CASE("+CSGT keeps its text", "[at-commands-2.1]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CSGT=1,\"ready\"") == "OK");
    CHECK(bench.dte.ask("AT+CSGT?") == "+CSGT: \"ready\",1");
    CHECK(bench.dte.ask("AT+CSGT=0") == "OK");
    CHECK(bench.dte.ask("AT+CSGT?") == "+CSGT: \"ready\",0");
    CHECK(bench.dte.ask("AT+CSGT=1,\"a,b\"") == "OK");
    CHECK(bench.dte.ask("AT+CSGT?") == "+CSGT: \"a,b\",1");
    CHECK(bench.dte.ask("AT+CSGT=1,\"" + std::string(49, 'x') + "\"") == "OK");
    CHECK(bench.dte.ask("AT+CSGT=1,\"" + std::string(50, 'x') + "\"") == "ERROR");
}

TEST_CASE("+CSCS takes the character sets of its list", "[at-commands-1.1]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+CSCS=?") ==
          R"(+CSCS: ("IRA","GSM","PCCP437","8859-1","UCS2","HEX","UTF-8"))");
    CHECK(bench.dte.ask("AT+CSCS=\"UTF-8\"") == "OK");
    CHECK(bench.dte.ask("AT+CSCS?") == "+CSCS: \"UTF-8\"");
    CHECK(bench.dte.ask("AT+CSCS=\"ASCII\"") == "ERROR");
}

TEST_CASE("There is no call to hang up and none to go back to", "[at-syntax-2]") {
    Bench bench;
    CHECK(bench.dte.ask("ATH") == "OK");
    CHECK(bench.dte.ask("ATO") == "NO CARRIER");
}

TEST_CASE("Every row of the tables is sound", "[at-syntax-1]") {
    for (const at::Row& row : commands::catalogue().rows()) {
        INFO(row.name);
        CHECK_FALSE(row.attributes.source.empty());
        CHECK_FALSE(row.forms.letters().empty());
        // Forms without a handler need a setting behind them.
        for (const at::Form form : {at::Form::Action, at::Form::Set, at::Form::Read}) {
            if (!row.forms.has(form) || row.has_handler(row.command, form)) continue;
            CHECK(row.is_setting());
        }
        for (const at::Parameter& parameter : row.parameters) {
            const bool is_listed_number =
                parameter.type == at::ParameterType::Number && !parameter.initial.empty();
            if (is_listed_number)
                CHECK(parameter.values.contains(std::stoll(std::string(parameter.initial))));
        }
    }
}
