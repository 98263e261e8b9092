#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("A fresh module has the factory values of the reference", "[module-behaviour-6.3]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+IPR?") == "+IPR: 0");
    CHECK(bench.dte.ask("AT+CMEE?") == "+CMEE: 0");
    CHECK(bench.dte.ask("AT+UPSV?") == "+UPSV: 0");
    CHECK(bench.dte.ask("AT+UMNOPROF?") == "+UMNOPROF: 90");
    CHECK(bench.dte.ask("AT+CFUN?") == "+CFUN: 1,0");
    CHECK(bench.dte.ask("AT+CTZU?") == "+CTZU: 1");
    CHECK(bench.dte.ask("AT+USIO?") == "+USIO: 0,*0");
    CHECK(bench.dte.ask("AT+CSGT?") == "+CSGT: \"\",0");
    CHECK(bench.dte.ask("AT+IFC?") == "+IFC: 2,2");
    CHECK(bench.dte.ask("AT+ICF?") == "+ICF: 3,1");
    CHECK(bench.dte.ask("AT+UFACTORY?") == "+UFACTORY: 0,0");
    CHECK(bench.dte.ask("AT+CSCS?") == "+CSCS: \"IRA\"");
}

TEST_CASE("AT&V prints the profiles as hosts parse them", "[at-syntax-2.1]") {
    Bench bench;
    const std::string basic =
        "&C1, &D1, &K3, &S1, E0, Q0, V1, X4, S00:000, S02:043, S03:013, S04:010, S05:008,\r\n";
    const std::string stored =
        "&C1, &D1, &K3, &S1, E1, Q0, V1, X4, S00:000, S02:043, S03:013, S04:010, S05:008,\r\n";
    const std::string extended =
        "+ICF:3,1, +IFC:2,2, +IPR:0, +UPSV:0, +CMGF:0, +CNMI:1,0,0,0,0, +COPS:0, +CSCB:0, "
        "+CSCS:\"IRA\", "
        "+CSDH:0, +CSMP:17,167,0,0,\r\n";
    bench.dte.ask("ATE0");
    CHECK(bench.dte.exchange("AT&V\r") == "\r\nACTIVE PROFILE:\r\n" + basic + extended +
                                              "\r\nSTORED PROFILE 0:\r\n" + stored + extended +
                                              "\r\nOK\r\n");
    bench.dte.ask("AT&K0+UPSV=1");
    const std::string changed = bench.dte.ask("AT&V");
    CHECK(changed.find("&K0, ") != std::string::npos);
    CHECK(changed.find("+IFC:0,0, +IPR:0, +UPSV:1,2000,") != std::string::npos);
}

TEST_CASE("Profile settings live until reboot unless AT&W stores them", "[module-behaviour-6]") {
    Bench bench;
    bench.dte.ask("ATE0S7=11+CSCS=\"UCS2\"");
    bench.reboot();
    CHECK(bench.dte.ask("ATS7?") == "060");
    CHECK(bench.dte.ask("AT+CSCS?") == "+CSCS: \"IRA\"");
    CHECK(bench.dte.ask("ATE0S7=11+CSCS=\"UCS2\";&W") == "OK");
    bench.reboot();
    CHECK(bench.dte.exchange("ATS7?\r") == "\r\n011\r\n\r\nOK\r\n");
    CHECK(bench.dte.ask("AT+CSCS?") == "+CSCS: \"UCS2\"");
}

TEST_CASE("ATZ loads a stored profile, AT&F the factory's", "[module-behaviour-6.2]") {
    Bench bench;
    bench.dte.ask("ATS7=11&W0");
    bench.dte.ask("ATS7=22&W1");
    CHECK(bench.dte.ask("ATZ0S7?") == "011");
    CHECK(bench.dte.ask("ATZ1S7?") == "022");
    CHECK(bench.dte.ask("ATZS7?") == "011");
    CHECK(bench.dte.ask("AT&FS7?") == "060");
    CHECK(bench.dte.ask("ATZ1S7?") == "022");  // &F does not touch what is stored
    CHECK(bench.dte.ask("AT&W2") == "ERROR");
}

TEST_CASE("AT&Y selects the profile of the next boots", "[module-behaviour-6.2]") {
    Bench bench;
    bench.dte.ask("ATS7=11&W0S7=22&W1");
    CHECK(bench.dte.ask("AT&Y1") == "OK");
    CHECK(bench.dte.ask("AT&FS7?") == "060");
    bench.reboot();
    CHECK(bench.dte.ask("ATS7?") == "022");
    bench.dte.ask("AT&Y0");
    bench.reboot();
    CHECK(bench.dte.ask("ATS7?") == "011");
}

TEST_CASE("NVM settings are stored at once, volatile ones never", "[module-behaviour-6.1]") {
    Bench bench;
    bench.dte.ask("AT+CTZU=2;+CMEE=2;+CTZR=3;+CSGT=0,\"hello\";&W");
    CHECK(bench.dte.ask("AT+CMEE?") == "+CMEE: 2");
    bench.reboot();
    CHECK(bench.dte.ask("AT+CTZU?") == "+CTZU: 2");
    CHECK(bench.dte.ask("AT+CSGT?") == "+CSGT: \"hello\",0");
    CHECK(bench.dte.ask("AT+CMEE?") == "+CMEE: 0");
    CHECK(bench.dte.ask("AT+CTZR?") == "+CTZR: 0");
    bench.dte.ask("AT&F");
    CHECK(bench.dte.ask("AT+CTZU?") == "+CTZU: 2");  // &F is about the profile
}

TEST_CASE("AT&F answers in the factory's format", "[at-syntax-2]") {
    Bench bench;
    bench.dte.exchange("ATE0V0Q1\r");
    CHECK(bench.dte.exchange("AT&F\r") == "\r\nOK\r\n");
    CHECK(bench.dte.exchange("AT\r") == "AT\r\r\nOK\r\n");
}

TEST_CASE("+UFACTORY acts at the next boot, once", "[AD-11][file-system-5]") {
    Bench bench;
    bench.dte.ask("AT+UDWNFILE");  // locks the speed
    bench.storage->files.write(storage::Tag::User, "a", storage::WriteMode::Append, as_bytes("x"));
    bench.dte.ask("AT+CTZU=2;&W");
    CHECK(bench.dte.ask("AT+UFACTORY=2,2") == "OK");
    CHECK(bench.dte.ask("AT+UFACTORY?") == "+UFACTORY: 2,2");
    CHECK(bench.dte.ask("AT+ULSTFILE=0") == "+ULSTFILE: \"a\"");
    SECTION("executed") {
        bench.reboot();
        CHECK(bench.dte.ask("AT+UFACTORY?") == "+UFACTORY: 0,0");
        CHECK(bench.dte.ask("AT+ULSTFILE=0") == "+ULSTFILE:");
        CHECK(bench.dte.ask("AT+CTZU?") == "+CTZU: 1");
    }
    SECTION("cancelled") {
        CHECK(bench.dte.ask("AT+UFACTORY=0,0") == "OK");
        bench.reboot();
        CHECK(bench.dte.ask("AT+ULSTFILE=0") == "+ULSTFILE: \"a\"");
        CHECK(bench.dte.ask("AT+CTZU?") == "+CTZU: 2");
    }
    SECTION("files only") {
        CHECK(bench.dte.ask("AT+UFACTORY=1,0") == "OK");
        bench.reboot();
        CHECK(bench.dte.ask("AT+UFACTORY?") == "+UFACTORY: 0,0");
        CHECK(bench.dte.ask("AT+ULSTFILE=0") == "+ULSTFILE:");
        CHECK(bench.dte.ask("AT+CTZU?") == "+CTZU: 2");
    }
    SECTION("NVM sectors only") {
        CHECK(bench.dte.ask("AT+UFACTORY=0,1") == "OK");
        bench.reboot();
        CHECK(bench.dte.ask("AT+UFACTORY?") == "+UFACTORY: 0,0");
        CHECK(bench.dte.ask("AT+ULSTFILE=0") == "+ULSTFILE: \"a\"");
        CHECK(bench.dte.ask("AT+CTZU?") == "+CTZU: 1");
    }
}
