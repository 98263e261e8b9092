#include "models/storage/firmware_build.hpp"
#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace sara;
using namespace sara::test;

namespace {

struct SecurityBench : Bench {
    SecurityBench() { dte.ask("ATE0+CMEE=2"); }

    /// The module's firmware brought a RoT firmware along that the chip does not have yet.
    void bring_rot_file() {
        REQUIRE(storage->rot.set_chip_version("0.1"));
        REQUIRE(storage->rot.replace_file(rot_version, storage::make_rot_file(rot_version)));
    }

    const std::string rot_version = storage->image.info()->rot_version;
};

const std::string kIncorrect = "+CME ERROR: Incorrect parameters";

}  // namespace

TEST_CASE("A security profile has its factory values until it is written", "[security-2]") {
    SecurityBench bench;
    const std::vector<std::string> expected = {"0",    "0",    "0",      "\"\"", "\"\"",
                                               "\"\"", "\"\"", "\"\"",   "\"\"", "\"\"",
                                               "\"\"", "0",    "\"\",0", "0,0",  "0"};
    int option = 0;
    for (const std::string& value : expected) {
        const std::string at = "4," + std::to_string(option++);
        CHECK(bench.dte.ask("AT+USECPRF=" + at) == "+USECPRF: " + at + ',' + value);
    }
}

TEST_CASE("A security profile keeps what it takes", "[security-2]") {
    SecurityBench bench;
    const std::string set = GENERATE(
        "0,3", "1,4", "2,15", "2,99,\"C0\",\"2F\"", "2,100,\"C02F;C030\"", "3,\"ca\"",
        "4,\"example.com\"", "5,\"cc\"", "6,\"pk\"", "7,\"secret\"", "8,\"psk\"", "8,\"0aff\",1",
        "9,\"me\",0", "10,\"sni.example.com\"", "11,1", "12,\"pin\",2", "14,1");
    CHECK(bench.dte.ask("AT+USECPRF=2," + set) == "OK");
    bench.reboot();
    bench.dte.ask("ATE0");
    const std::string option = set.substr(0, set.find(','));
    CHECK(bench.dte.ask("AT+USECPRF=2," + option) == "+USECPRF: 2," + set);
    CHECK(bench.dte.ask("AT+USECPRF=1," + option) != "+USECPRF: 1," + set);
    CHECK(bench.dte.ask("AT+USECPRF=2") == "OK");
    CHECK(bench.dte.ask("AT+USECPRF=2," + option) != "+USECPRF: 2," + set);
}

TEST_CASE("A security profile refuses what an option does not take", "[security-2]") {
    SecurityBench bench;
    const std::string wrong = GENERATE(
        "0,4", "0,\"1\"", "0,1,1", "1,5", "2,16", "2,99", "2,99,\"C0\"", "2,99,\"C0\",\"2\"",
        "2,100", "2,1,1", "3,1", "3,\"ca\",1", "8,\"psk\",2", "8,\"0af\",1", "8,\"xx\",1", "11,2",
        "12,\"pin\",3", "13,3,1", "13,0,2", "13,1,5", "13,2,1", "14,2", "15", "15,1");
    CHECK(bench.dte.ask("AT+USECPRF=0," + wrong) == kIncorrect);
    CHECK(bench.dte.ask("AT+USECPRF=5") == kIncorrect);
}

TEST_CASE("What a 00B lacks is refused", "[security-2][module-behaviour-1]") {
    Bench bench(*products::find_product("SARA-R500S-00B-00"));
    bench.dte.ask("ATE0+CMEE=2");
    CHECK(bench.dte.ask("AT+USECPRF=0,1,4") == "+CME ERROR: Incorrect parameters");  // TLS 1.3
    CHECK(bench.dte.ask("AT+USECPRF=0,1,3") == "OK");
    CHECK(bench.dte.ask("AT+UDCONF=89,1") == "+CME ERROR: operation not supported");
    CHECK(bench.dte.ask("AT+UDCONF=1,5") == "+CME ERROR: Incorrect parameters");
}

TEST_CASE("Texts of a security profile have the manual's lengths", "[security-2]") {
    SecurityBench bench;
    const auto& [option, most, kind] =
        GENERATE(table<int, std::size_t, std::string>({{3, 200, ""},
                                                       {4, 256, ""},
                                                       {5, 200, ""},
                                                       {6, 200, ""},
                                                       {7, 128, ""},
                                                       {8, 64, ""},
                                                       {8, 128, ",1"},
                                                       {9, 128, ",0"},
                                                       {9, 256, ",1"},
                                                       {10, 128, ""}}));
    const std::string start = "AT+USECPRF=0," + std::to_string(option) + ",\"";
    CHECK(bench.dte.ask(start + std::string(most, 'a') + '"' + kind) == "OK");
    CHECK(bench.dte.ask(start + std::string(most + 2, 'a') + '"' + kind) == kIncorrect);
}

TEST_CASE("Session resumption is kept until the supply goes", "[security-2][ig-3.4]") {
    SecurityBench bench;
    CHECK(bench.dte.ask("AT+USECPRF=0,13,0,1") == "OK");
    CHECK(bench.dte.ask("AT+USECPRF=0,13,1,10") == "OK");
    CHECK(bench.dte.ask("AT+USECPRF=0,13,2,\"id\",\"secret\"") == "OK");
    CHECK(bench.dte.ask("AT+USECPRF=0,13") == "+USECPRF: 0,13,0,1");
    CHECK(bench.dte.ask("AT+USECPRF=0,13,1") == "+USECPRF: 0,13,1,10");
    CHECK(bench.dte.ask("AT+USECPRF=0,13,2") == "+USECPRF: 0,13,2,\"id\",\"secret\"");
    CHECK(bench.dte.ask("AT+USECPRF=1,13") == "+USECPRF: 1,13,0,0");
    bench.reboot();
    bench.dte.ask("ATE0");
    CHECK(bench.dte.ask("AT+USECPRF=0,13") == "+USECPRF: 0,13,0,0");
}

TEST_CASE("The secure data suite is on unless switched off, for good", "[security-4]") {
    SecurityBench bench;
    CHECK(bench.dte.ask("AT+USECMODE?") == "+USECMODE: 1");
    CHECK(bench.dte.ask("AT+USECMODE=0") == "OK");
    bench.reboot();
    CHECK(bench.dte.ask("AT+USECMODE?") == "+USECMODE: 0");
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+USECMODE=2") == kIncorrect);
}

TEST_CASE("A chip that was not personalized refuses the suite's commands", "[security-6]") {
    SecurityBench bench;
    for (const auto* line : {"AT+USECPSK=16", "AT+USECDEVCERT=1", "AT+USECC2C=0", "AT+USECCONN?",
                             "AT+USECE2EDATAENC=16", "AT+USECDEVINFO=\"profile\",\"serial\""}) {
        CHECK(bench.dte.ask(line) == "+CME ERROR: SEC ROT not personalized");
    }
    CHECK(bench.dte.ask("AT+USECDEVINFO?") == "+USECDEVINFO: 0,0,0");
    const std::string uid = bench.dte.ask("AT+USECROTUID");
    CHECK(uid.size() == std::string("+USECROTUID: \"0123456789ABCDEF\"").size());
    bench.dte.ask("AT+USECMODE=0");
    for (const auto* line : {"AT+USECPSK=16", "AT+USECROTUID", "AT+USECDEVINFO?"}) {
        CHECK(bench.dte.ask(line) == "+CME ERROR: SEC disabled");
    }
}

TEST_CASE("The RoT firmware is updated once after a module update", "[security-5][r03-8]") {
    SecurityBench bench;
    CHECK(bench.dte.ask("AT+USECFW=0") == "+USECFW: 0");
    CHECK(bench.dte.ask("AT+USECFW=1") == "+USECFW: 0");  // nothing to do
    const std::size_t free = bench.storage->files.free_bytes(storage::Tag::User);
    bench.bring_rot_file();
    CHECK(bench.storage->files.free_bytes(storage::Tag::User) == free - storage::kRotFileBytes);
    CHECK(bench.dte.ask("AT+USECFW=0") == "+USECFW: 1");
    const Time start = bench.kernel.scheduler.now();
    CHECK(bench.dte.ask("AT+USECFW=1") == "+USECFW: 0");
    CHECK(bench.kernel.scheduler.now() - start >= 30s);
    CHECK(bench.storage->files.free_bytes(storage::Tag::User) == free);
    CHECK(bench.storage->rot.chip_version() == bench.rot_version);
    REQUIRE(bench.storage->rot.replace_file(bench.rot_version, storage::Buffer(100)));
    CHECK(bench.dte.ask("AT+USECFW=0") == "+USECFW: 0");  // the chip has that one
}

TEST_CASE("Without its file the RoT firmware cannot be updated", "[security-5]") {
    SecurityBench bench;
    REQUIRE(bench.storage->rot.set_chip_version("0.1"));
    CHECK(bench.dte.ask("AT+USECFW=0") == "+USECFW: 3");
    CHECK(bench.dte.ask("AT+USECFW=1") == "+CME ERROR: SEC data not available");
    CHECK(bench.dte.ask("AT+USECFW=2") == kIncorrect);
}

TEST_CASE("The RoT chip refuses a damaged file", "[security-5]") {
    SecurityBench bench;
    bench.bring_rot_file();
    const storage::Buffer zeros(64);
    bench.storage->flash().preload(storage::row_of(storage::Region::RotFile).offset + 4096, zeros);
    CHECK(bench.dte.ask("AT+USECFW=1") == "+CME ERROR: SEC FW package not valid");
    CHECK(bench.storage->rot.file());
}

TEST_CASE("An interrupted update of the RoT firmware completes at the next boot", "[security-5]") {
    SecurityBench bench;
    bench.bring_rot_file();
    bench.dte.send("AT+USECFW=1\r");
    bench.run_for(10s);
    CHECK(bench.storage->rot.chip_version() == "0.1");
    bench.reboot();
    bench.dte.ask("ATE0");
    CHECK(bench.dte.ask("AT+USECFW=0") == "+USECFW: 0");
    CHECK(bench.storage->rot.chip_version() == bench.rot_version);
    CHECK_FALSE(bench.storage->rot.file());
}
