#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

// A module that neither echoes nor is silent about errors.
struct FileBench : Bench {
    FileBench() { dte.ask("ATE0+CMEE=2"); }

    // Writes a file as a host does; gives what came after the prompt.
    std::string write(const std::string& name, const std::string& data,
                      const std::string& tag = "") {
        const std::string size = std::to_string(data.size());
        const std::string prompt =
            dte.exchange("AT+UDWNFILE=\"" + name + "\"," + size + tag + "\r");
        if (prompt != "\r\n>") return prompt;
        return dte.exchange(data);
    }
};

const std::string kOk = "\r\nOK\r\n";

}  // namespace

TEST_CASE("The examples of the file system reference are exact to the byte", "[file-system-4]") {
    FileBench bench;
    CHECK(bench.dte.exchange("AT+UDWNFILE=\"postdata.txt\",11\r") == "\r\n>");
    CHECK(bench.dte.exchange("hello world") == "\r\nOK\r\n");
    CHECK(bench.dte.exchange("AT+URDFILE=\"postdata.txt\"\r") ==
          "\r\n+URDFILE: \"postdata.txt\",11,\"hello world\"\r\nOK\r\n");
    CHECK(bench.dte.exchange("AT+URDBLOCK=\"postdata.txt\",6,5\r") ==
          "\r\n+URDBLOCK: \"postdata.txt\",5,\"world\"\r\nOK\r\n");
    CHECK(bench.dte.exchange("AT+ULSTFILE=2,\"postdata.txt\"\r") ==
          "\r\n+ULSTFILE: 11\r\n\r\nOK\r\n");
    CHECK(bench.write("any name", "package", ",\"FOAT\"") == kOk);
    CHECK(bench.dte.exchange("AT+ULSTFILE=0,\"FOAT\"\r") ==
          "\r\n+ULSTFILE: \"updatePackage.bin\"\r\n\r\nOK\r\n");
    CHECK(bench.dte.exchange("AT+UDELFILE=\"nope\"\r") == "\r\n+CME ERROR: FILE NOT FOUND\r\n");
}

TEST_CASE("Data are stored as they are and not echoed", "[file-system-2.1]") {
    FileBench bench;
    bench.dte.ask("ATE1");
    const std::string data("a\"b\r\nc\0d>\x1A\x1B\xFF", 12);
    CHECK(bench.dte.exchange("AT+UDWNFILE=\"raw\",12\r") == "AT+UDWNFILE=\"raw\",12\r\r\n>");
    CHECK(bench.dte.exchange(data) == kOk);
    bench.dte.ask("ATE0");
    CHECK(bench.dte.exchange("AT+URDFILE=\"raw\"\r") ==
          "\r\n+URDFILE: \"raw\",12,\"" + data + "\"\r\nOK\r\n");
}

TEST_CASE("Writing to a file that is there appends", "[file-system-2.1]") {
    FileBench bench;
    bench.write("f", "one ");
    bench.write("f", "two");
    CHECK(bench.dte.ask("AT+URDFILE=\"f\"") == "+URDFILE: \"f\",7,\"one two\"");
}

TEST_CASE("A write that stalls for 20 s ends, and what came stays", "[file-system-2.1]") {
    FileBench bench;
    bench.dte.exchange("AT+UDWNFILE=\"f\",10\r");
    bench.dte.send("abc");
    bench.run_for(19s);
    bench.dte.send("d");
    const Time last = bench.kernel.scheduler.now();
    bench.run_until_received("\r\n+CME ERROR: FFS TIMEOUT\r\n");
    const Duration stalled = bench.kernel.scheduler.now() - last;
    CHECK(stalled >= 20s);
    CHECK(stalled < 20s + 50ms);  // and the time on the wire
    CHECK(bench.dte.ask("AT+ULSTFILE=2,\"f\"") == "+ULSTFILE: 4");
}

TEST_CASE("Power lost while a file is stored takes the file", "[file-system-2.1]") {
    FileBench bench;
    bench.write("f", "before");
    bench.dte.exchange("AT+UDWNFILE=\"f\",10\r");
    bench.dte.exchange("abc");
    bench.reboot();
    bench.dte.ask("AT+CMEE=2");
    CHECK(bench.dte.ask("AT+ULSTFILE=2,\"f\"") == "+CME ERROR: FILE NOT FOUND");
}

TEST_CASE("Storing takes its time at 200 kB/s", "[file-system-2.1]") {
    FileBench bench;
    bench.dte.ask("AT+IPR=3000000");
    bench.dte.set_baud(3'000'000);
    CHECK(bench.dte.exchange("AT+UDWNFILE=\"f\",300000\r") == "\r\n>");
    const Time start = bench.kernel.scheduler.now();
    bench.dte.send(std::string(300'000, 'x'));  // 1 s on the wire
    bench.run_until_received(kOk);
    const Duration taken = bench.kernel.scheduler.now() - start;
    CHECK(taken > 1500ms);
    CHECK(taken < 1700ms);
}

TEST_CASE("A file's name has 1 to 248 characters, some forbidden", "[file-system-1]") {
    FileBench bench;
    const std::string invalid = "\r\n+CME ERROR: FFS invalid filename\r\n";
    CHECK(bench.write(std::string(248, 'n'), "x") == kOk);
    CHECK(bench.write(std::string(249, 'n'), "x") == invalid);
    CHECK(bench.write("", "x") == invalid);
    for (const char forbidden : std::string("/*:%\\|<>?")) {
        INFO(forbidden);
        CHECK(bench.write(std::string("a") + forbidden, "x") == invalid);
    }
    CHECK(bench.write("Case", "upper") == kOk);
    CHECK(bench.dte.ask("AT+URDFILE=\"case\"") == "+CME ERROR: FILE NOT FOUND");
}

TEST_CASE("Sizes are checked before the prompt", "[file-system-2.1]") {
    FileBench bench;
    CHECK(bench.dte.ask("AT+UDWNFILE=\"f\",0") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+UDWNFILE=\"f\",-1") == "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+UDWNFILE=\"f\",9999999") == "+CME ERROR: NOT ENOUGH FREE SPACE");
    CHECK(bench.dte.ask("AT+UDWNFILE=\"f\"") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UDWNFILE=f,1") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+UDWNFILE=\"f\",1,\"AUDIO\"") == "+CME ERROR: FFS illegal type");
    CHECK(bench.dte.ask("AT+UDWNFILE=\"f\",1,\"user\"") == "+CME ERROR: FFS illegal type");
    bench.dte.ask("AT+CMEE=1");
    CHECK(bench.dte.ask("AT+UDWNFILE=\"f\",9999999") == "+CME ERROR: 1637");
    CHECK(bench.dte.ask("AT+ULSTFILE=0") == "+ULSTFILE:");
}

TEST_CASE("Free space follows what is stored and deleted", "[file-system-2.2]") {
    FileBench bench;
    const auto free = [&] { return std::stol(bench.dte.ask("AT+ULSTFILE=1").substr(11)); };
    const long before = free();
    CHECK(before == 1'048'576);  // no RoT update file waits in a fresh module
    bench.write("f", std::string(5000, 'x'));
    CHECK(free() == before - 5000);
    bench.write("f", std::string(1000, 'x'));
    CHECK(free() == before - 6000);
    CHECK(bench.dte.ask("AT+UDELFILE=\"f\"") == "OK");
    CHECK(free() == before);
    CHECK(bench.dte.ask("AT+ULSTFILE=1,\"FOAT\"") ==
          "+ULSTFILE: " + std::to_string(bench.profile.foat_area_bytes));
}

TEST_CASE("+ULSTFILE lists names in order of creation", "[file-system-2.2]") {
    FileBench bench;
    CHECK(bench.dte.exchange("AT+ULSTFILE=0\r") == "\r\n+ULSTFILE:\r\n" + kOk);
    bench.write("b", "x");
    bench.write("a", "x");
    bench.write("g", "x", ",\"GNSS\"");
    CHECK(bench.dte.ask("AT+ULSTFILE=") == "+ULSTFILE: \"b\",\"a\"");
    CHECK(bench.dte.ask("AT+ULSTFILE=0,\"USER\"") == "+ULSTFILE: \"b\",\"a\"");
    CHECK(bench.dte.ask("AT+ULSTFILE=0,\"GNSS\"") == "+ULSTFILE: \"g\"");
    CHECK(bench.dte.ask("AT+ULSTFILE=2,\"g\",\"GNSS\"") == "+ULSTFILE: 1");
    CHECK(bench.dte.ask("AT+ULSTFILE=2,\"g\"") == "+CME ERROR: FILE NOT FOUND");
    CHECK(bench.dte.ask("AT+ULSTFILE=2") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+ULSTFILE=3") == "+CME ERROR: operation not supported");
    CHECK(bench.dte.ask("AT+ULSTFILE=0,\"USER\",\"b\"") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+ULSTFILE=0,\"NONE\"") == "+CME ERROR: FFS illegal type");
    CHECK(bench.dte.ask("AT+ULSTFILE=?") == "OK");
}

TEST_CASE("+URDBLOCK reads parts of a file", "[file-system-2.4]") {
    FileBench bench;
    bench.write("f", "0123456789");
    CHECK(bench.dte.ask("AT+URDBLOCK=\"f\",0,3") == "+URDBLOCK: \"f\",3,\"012\"");
    CHECK(bench.dte.ask("AT+URDBLOCK=\"f\",8,64000") == "+URDBLOCK: \"f\",2,\"89\"");
    CHECK(bench.dte.ask("AT+URDBLOCK=\"f\",10,1") == "+CME ERROR: FFS file range");
    CHECK(bench.dte.ask("AT+URDBLOCK=\"f\",0,0") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+URDBLOCK=\"f\",-1,1") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+URDBLOCK=\"f\",0,1,\"USER\"") == "+CME ERROR: Incorrect parameters");
    CHECK(bench.dte.ask("AT+URDBLOCK=\"g\",0,1") == "+CME ERROR: FILE NOT FOUND");
}

TEST_CASE("The FOAT folder takes one package, to list and delete but not to read",
          "[file-system-1.2]") {
    FileBench bench;
    bench.write("delta", "12345", ",\"FOAT\"");
    CHECK(bench.dte.ask("AT+ULSTFILE=0,\"FOAT\"") == "+ULSTFILE: \"updatePackage.bin\"");
    CHECK(bench.dte.ask("AT+ULSTFILE=2,\"updatePackage.bin\",\"FOAT\"") == "+ULSTFILE: 5");
    bench.write("other", "678", ",\"FOAT\"");
    CHECK(bench.dte.ask("AT+ULSTFILE=2,\"updatePackage.bin\",\"FOAT\"") == "+ULSTFILE: 8");
    CHECK(bench.dte.ask("AT+URDFILE=\"updatePackage.bin\",\"FOAT\"") ==
          "+CME ERROR: operation not allowed");
    CHECK(bench.dte.ask("AT+URDFILE=\"updatePackage.bin\"") == "+CME ERROR: FILE NOT FOUND");
    CHECK(bench.dte.ask("AT+URDBLOCK=\"updatePackage.bin\",0,1") == "+CME ERROR: FILE NOT FOUND");
    CHECK(bench.dte.ask("AT+ULSTFILE=0") == "+ULSTFILE:");
    SECTION("deleted without a tag") {
        CHECK(bench.dte.ask("AT+UDELFILE=\"updatePackage.bin\"") == "OK");
    }
    SECTION("deleted with the tag") {
        CHECK(bench.dte.ask("AT+UDELFILE=\"updatePackage.bin\",\"FOAT\"") == "OK");
    }
    CHECK(bench.dte.ask("AT+ULSTFILE=0,\"FOAT\"") == "+ULSTFILE:");
    CHECK(bench.dte.ask("AT+UDELFILE=\"updatePackage.bin\"") == "+CME ERROR: FILE NOT FOUND");
}

TEST_CASE("The number of files is limited", "[file-system-1]") {
    products::Profile profile = products::Profile::for_product(products::default_product());
    profile.max_files = 2;
    Bench bench(profile);
    bench.dte.ask("ATE0+CMEE=2");
    for (const char* name : {"a", "b"}) {
        bench.storage->files.write(storage::Tag::User, name, storage::WriteMode::Append,
                                   as_bytes("x"));
    }
    CHECK(bench.dte.ask("AT+UDWNFILE=\"c\",1") ==
          "+CME ERROR: FFS maximum number of files exceeded");
    CHECK(bench.dte.exchange("AT+UDWNFILE=\"a\",1\r") == "\r\n>");
}

TEST_CASE("A flash that fails ends the write, and what came stays", "[file-system-2.1]") {
    FileBench bench;
    bench.dte.exchange("AT+UDWNFILE=\"f\",100000\r");
    bench.dte.exchange(std::string(8192, 'x'));
    bench.storage->flash().set_faulty(storage::Region::Files, true);
    bench.dte.send(std::string(8192, 'x'));
    bench.run_until_received("\r\n+CME ERROR: FFS write error\r\n");
    bench.storage->flash().set_faulty(storage::Region::Files, false);
    CHECK(bench.dte.ask("AT+ULSTFILE=2,\"f\"").starts_with("+ULSTFILE: "));
}

TEST_CASE("The other tail of +URDFILE can be chosen", "[file-system-2.3]") {
    products::Profile profile = products::Profile::for_product(products::default_product());
    profile.read_tail_two_crlf = true;
    Bench bench(profile);
    bench.dte.ask("ATE0");
    bench.storage->files.write(storage::Tag::User, "f", storage::WriteMode::Append, as_bytes("x"));
    CHECK(bench.dte.exchange("AT+URDFILE=\"f\"\r") == "\r\n+URDFILE: \"f\",1,\"x\"\r\n\r\nOK\r\n");
}
