#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

TEST_CASE("+UFWUPD has no final result code: the module resets", "[firmware-update-3.1]") {
    Bench bench;
    bench.dte.ask("ATE0");
    CHECK(bench.dte.exchange("AT+UFWUPD=1,460800\r").empty());
    CHECK(bench.control.what == "foat 1 at 460800");
    CHECK(bench.dte.exchange("AT\r").empty());
}

TEST_CASE("+UFWUPD without a speed means 115200", "[firmware-update-3.1]") {
    Bench bench;
    bench.dte.ask("ATE0");
    bench.dte.exchange("AT+UFWUPD=1\r");
    CHECK(bench.control.what == "foat 1 at 115200");
}

TEST_CASE("+UFWUPD refuses ports and speeds that are not there", "[firmware-update-3.1]") {
    Bench bench;
    bench.dte.ask("AT+CMEE=2");
    const std::string wrong = "+CME ERROR: Incorrect parameters";
    CHECK(bench.dte.ask("AT+UFWUPD=3") == wrong);
    CHECK(bench.dte.ask("AT+UFWUPD=0,115200") == wrong);
    CHECK(bench.dte.ask("AT+UFWUPD=1,115201") == wrong);
    CHECK(bench.dte.ask("AT+UFWUPD=1,0") == wrong);
    CHECK(bench.dte.ask("AT+UFWUPD=,115200") == wrong);
    CHECK(bench.dte.ask("AT+UFWUPD=2,115200") == wrong);  // no auxiliary UART in variant 0
    CHECK(bench.dte.ask("AT+UFWUPD?") == "+CME ERROR: operation not supported");
    CHECK(bench.control.what.empty());
    CHECK(bench.dte.ask("AT+UFWUPD=?") ==
          "+UFWUPD: (1,2),(9600,19200,38400,57600,115200,230400,"
          "460800,921600,3000000,3250000)");
    bench.dte.ask("AT+USIO=2");
    bench.reboot();
    bench.dte.ask("ATE0");
    bench.dte.exchange("AT+UFWUPD=2,921600\r");
    CHECK(bench.control.what == "foat 2 at 921600");
}

TEST_CASE("+UFWINSTALL needs a package", "[firmware-update-5]") {
    Bench bench;
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+UFWINSTALL") == "+CME ERROR: FILE NOT FOUND");
    CHECK(bench.dte.ask("AT+UFWINSTALL=1,115200") == "+CME ERROR: FILE NOT FOUND");
    CHECK(bench.dte.ask("AT+UFWINSTALL=?") == "OK");
    CHECK(bench.control.what.empty());
    bench.storage->files.write(storage::Tag::Foat, "x", storage::WriteMode::Append, as_bytes("x"));
    CHECK(bench.dte.ask("AT+UFWINSTALL=1,1000") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UFWINSTALL=2") == "+CME ERROR: Incorrect parameters");
    SECTION("bare") {
        CHECK(bench.dte.ask("AT+UFWINSTALL") == "OK");
        CHECK(bench.control.what == "install 1 at 115200");
    }
    SECTION("with port and speed") {
        CHECK(bench.dte.ask("AT+UFWINSTALL=1,921600") == "OK");
        CHECK(bench.control.what == "install 1 at 921600");
    }
    SECTION("with empty positions") {
        CHECK(bench.dte.ask("AT+UFWINSTALL=,460800,") == "OK");
        CHECK(bench.control.what == "install 1 at 460800");
    }
}

TEST_CASE("+UFWINSTALL=,,,1 only turns URCs on", "[firmware-update-2.2]") {
    Bench bench;
    CHECK(bench.dte.ask("AT+UFWINSTALL=,,,1") == "OK");
    CHECK(bench.storage->nvm.get("+UFWINSTALL") == "1");
    CHECK(bench.control.what.empty());
    CHECK(bench.dte.ask("AT+UFWINSTALL=,,,0") == "ERROR");
    Bench older(*products::find_product("SARA-R510M8S-00B-00"));
    CHECK(older.dte.ask("AT+UFWINSTALL=,,,1") == "ERROR");
}
