#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <fmt/format.h>

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

const std::string kSub = "\x1A";
const std::string kOwn = network::SimSpec().number;

// A registered module with an initialised SIM, in text mode unless told otherwise.
struct SmsBench : Bench {
    SmsBench() {
        run_until_registered();
        dte.ask("ATE0+CMEE=2;+CMGF=1");
    }

    /// A command with a prompt and the text behind it: what comes after the prompt.
    std::string compose(const std::string& command, const std::string& text) {
        std::string prompt = dte.exchange(command + '\r');
        if (prompt != "\r\n> ") return prompt;
        dte.send(text);
        run_for(5s);
        return dte.take_bytes();
    }
    std::string write(const std::string& to, const std::string& text) {
        return compose("AT+CMGW=\"" + to + '"', text + kSub);
    }
    std::string send(const std::string& to, const std::string& text) {
        return compose("AT+CMGS=\"" + to + '"', text + kSub);
    }
};

std::string ok(const std::string& information) {
    return "\r\n" + information + "\r\n\r\nOK\r\n";
}

}  // namespace

TEST_CASE("A message is written, listed, read and deleted in text mode",
          "[sms][at-commands-2.14]") {
    SmsBench bench;
    CHECK(bench.write("+39123", "Hello {SARA}") == ok("+CMGW: 1"));
    CHECK(bench.write("456", "Second") == ok("+CMGW: 2"));
    CHECK(bench.dte.exchange("AT+CMGR=1\r") ==
          ok("+CMGR: \"STO UNSENT\",\"+39123\",\r\nHello {SARA}"));
    CHECK(bench.dte.exchange("AT+CMGL=\"ALL\"\r") ==
          ok("+CMGL: 1,\"STO UNSENT\",\"+39123\",,\r\nHello {SARA}\r\n"
             "+CMGL: 2,\"STO UNSENT\",\"456\",,\r\nSecond"));
    CHECK(bench.dte.ask("AT+CMGL=\"REC READ\"") == "OK");
    CHECK(bench.dte.ask("AT+CMGD=?") == "+CMGD: (1,2),(0-4)");
    CHECK(bench.dte.ask("AT+CMGD=1") == "OK");
    CHECK(bench.dte.ask("AT+CMGR=1") == "+CMS ERROR: invalid memory index");
    CHECK(bench.dte.ask("AT+CMGD=1") == "+CMS ERROR: invalid memory index");
    CHECK(bench.write("7", "Third") == ok("+CMGW: 1"));
}

TEST_CASE("A message has the same bytes in PDU mode", "[sms][at-commands-2.14]") {
    SmsBench bench;
    bench.dte.ask("AT+CSCA=\"+27381000015\"");
    bench.write("+46708251358", "hellohello");
    bench.dte.ask("AT+CMGF=0");
    const std::string tpdu = "11000B916407281553F80000A70AE8329BFD4697D9EC37";
    const std::string pdu = "07917283010010F5" + tpdu;
    CHECK(bench.dte.exchange("AT+CMGR=1\r") == ok("+CMGR: 2,,23\r\n" + pdu));
    CHECK(bench.dte.exchange("AT+CMGL=4\r") == ok("+CMGL: 1,2,,23\r\n" + pdu));
    CHECK(bench.compose("AT+CMGW=23", pdu + kSub) == ok("+CMGW: 2"));
    CHECK(bench.compose("AT+CMGW=23,3", "00" + tpdu + kSub) == ok("+CMGW: 3"));
    const std::string wrong = "\r\n+CMS ERROR: invalid PDU mode parameter\r\n";
    CHECK(bench.compose("AT+CMGW=22", pdu + kSub) == wrong);
    CHECK(bench.compose("AT+CMGW=23", pdu.substr(1) + kSub) == wrong);
    CHECK(bench.compose("AT+CMGS=23", "hello" + kSub) == wrong);
    CHECK(bench.compose("AT+CMGS=\"+39\"", "") == wrong);
    bench.dte.ask("AT+CMGF=1");
    CHECK(bench.dte.exchange("AT+CMGR=3\r") ==
          ok("+CMGR: \"STO SENT\",\"+46708251358\",\r\nhellohello"));
}

TEST_CASE("A message that is sent has a reference", "[sms][ts-27.005-3.5.1]") {
    SmsBench bench;
    CHECK(bench.send("+39123", "one") == ok("+CMGS: 0"));
    CHECK(bench.send("+39123", "two") == ok("+CMGS: 1"));
    bench.write("+39123", "three");
    CHECK(bench.dte.ask("AT+CMSS=1") == "+CMSS: 2");
    CHECK(bench.dte.exchange("AT+CMGR=1\r") == ok("+CMGR: \"STO SENT\",\"+39123\",\r\nthree"));
    CHECK(bench.dte.ask("AT+CMSS=1,\"456\"") == "+CMSS: 3");
    CHECK(bench.dte.ask("AT+CMSS=9") == "+CMS ERROR: invalid memory index");
    CHECK(bench.dte.ask("AT+CMSS=1,\"x\"") == "+CMS ERROR: invalid text mode parameter");
}

TEST_CASE("ESC gives a message up; the text is echoed as it is typed", "[sms][at-syntax-6]") {
    SmsBench bench;
    CHECK(bench.compose("AT+CMGS=\"+39123\"", "never\x1B") == "\r\nOK\r\n");
    bench.dte.ask("ATE1");
    CHECK(bench.dte.exchange("AT+CMGS=\"1\"\r") == "AT+CMGS=\"1\"\r\r\n> ");
    CHECK(bench.dte.exchange("abc") == "abc");
    bench.dte.send(kSub);
    bench.run_for(5s);
    CHECK(bench.dte.take_bytes() == kSub + ok("+CMGS: 0"));
}

TEST_CASE("Sending fails with the code of what is missing", "[sms][at-syntax-4.2]") {
    SmsBench bench;
    SECTION("no network") {
        bench.dte.ask("AT+CFUN=4");
        CHECK(bench.send("1", "x") == "\r\n+CMS ERROR: no network service\r\n");
    }
    SECTION("no answer") {
        bench.sms.set_fault(sms::SubmitFault::Timeout);
        CHECK(bench.send("1", "x") == "\r\n+CMS ERROR: network timeout\r\n");
    }
    SECTION("refused") {
        bench.sms.set_fault(sms::SubmitFault::Rejected);
        CHECK(bench.send("1", "x") == "\r\n+CMS ERROR: Short message transfer rejected\r\n");
    }
    SECTION("no number") {
        CHECK(bench.send("x", "x") == "\r\n+CMS ERROR: invalid text mode parameter\r\n");
        CHECK(bench.dte.ask("AT+CMGS=5") == "+CMS ERROR: invalid text mode parameter");
    }
    SECTION("too long") {
        CHECK(bench.send("1", std::string(161, 'x')) ==
              "\r\n+CMS ERROR: invalid text mode parameter\r\n");
    }
}

TEST_CASE("A message to the own number comes back and is announced", "[sms][at-commands-2.14]") {
    SmsBench bench;
    bench.dte.ask("AT+CCLK=\"22/03/04,09:15:23+04\"");
    bench.dte.ask("AT+CNMI=1,1");
    CHECK(bench.send(kOwn, "echo") == ok("+CMGS: 0") + "\r\n+CMTI: \"ME\",1\r\n");
    const std::string read = bench.dte.exchange("AT+CMGR=1\r");
    CHECK(read.starts_with("\r\n+CMGR: \"REC UNREAD\",\"" + kOwn + "\",,\"22/03/04,09:15:2"));
    CHECK(read.ends_with("+04\"\r\necho\r\n\r\nOK\r\n"));
    CHECK(bench.dte.exchange("AT+CMGR=1\r").starts_with("\r\n+CMGR: \"REC READ\""));
}

TEST_CASE("+CNMI decides what becomes of a message that arrives", "[sms][ts-27.005-3.4.1]") {
    SmsBench bench;
    SECTION("stored in silence") {
        bench.sms.deliver("+39123", "hi");
        CHECK(bench.dte.exchange("").empty());
        CHECK(bench.dte.ask("AT+CMGL").starts_with("+CMGL: 1,\"REC UNREAD\",\"+39123\",,"));
    }
    SECTION("handed over as text") {
        bench.dte.ask("AT+CNMI=2,2");
        bench.sms.deliver("+39123", "hi");
        const std::string urc = bench.dte.exchange("");
        CHECK(urc.starts_with("\r\n+CMT: \"+39123\",,\""));
        CHECK(urc.ends_with("\"\r\nhi\r\n"));
        CHECK(bench.dte.ask("AT+CMGL=\"ALL\"") == "OK");
    }
    SECTION("handed over as PDU, to be acknowledged") {
        bench.dte.ask("AT+CMGF=0;+CNMI=2,2;+CSMS=1");
        CHECK(bench.dte.ask("AT+CNMA") == "+CMS ERROR: no +CNMA acknowledgement expected");
        bench.sms.deliver("+39123", "hi");
        CHECK(bench.dte.exchange("").starts_with("\r\n+CMT: ,18\r\n"));
        CHECK(bench.dte.ask("AT+CNMA") == "OK");
        CHECK(bench.dte.ask("AT+CNMA") == "+CMS ERROR: no +CNMA acknowledgement expected");
    }
    SECTION("buffered, that is stored, in mode 0") {
        bench.dte.ask("AT+CNMI=0,2");
        bench.sms.deliver("+39123", "hi");
        CHECK(bench.dte.exchange("").empty());
        CHECK(bench.storage->sms.count(storage::SmsMemory::Me) == 1);
    }
}

TEST_CASE("A status report comes where it was asked for", "[sms][ts-27.005-3.4.1]") {
    SmsBench bench;
    bench.dte.ask("AT+CSMP=49");  // 17 and the request
    SECTION("handed over") {
        bench.dte.ask("AT+CNMI=2,0,0,1");
        const std::string answer = bench.send("+39123", "x");
        CHECK(answer.starts_with(ok("+CMGS: 0") + "\r\n+CDS: 2,0,\"+39123\",145,\""));
        CHECK(answer.ends_with(",0\r\n"));
    }
    SECTION("stored") {
        bench.dte.ask("AT+CNMI=2,0,0,2");
        CHECK(bench.send("+39123", "x") == ok("+CMGS: 0") + "\r\n+CDSI: \"ME\",1\r\n");
        CHECK(bench.dte.ask("AT+CMGR=1").starts_with("+CMGR: \"REC UNREAD\",2,0,\"+39123\",145,"));
    }
    SECTION("dropped") {
        CHECK(bench.send("+39123", "x") == ok("+CMGS: 0"));
        CHECK(bench.storage->sms.count(storage::SmsMemory::Me) == 0);
    }
}

TEST_CASE("A full storage keeps messages waiting until there is room", "[sms][ad-13]") {
    SmsBench bench;
    for (int i = 0; i < 100; ++i) {
        REQUIRE(
            bench.storage->sms.add(storage::SmsMemory::Me, {storage::SmsStatus::StoredSent, {0}}));
    }
    CHECK(bench.write("1", "x") == "\r\n+CMS ERROR: memory full\r\n");
    bench.dte.ask("AT+CNMI=1,1");
    bench.sms.deliver("+39123", "hi");
    CHECK(bench.dte.exchange("").empty());
    CHECK(bench.sms.waiting() == 1);
    CHECK(bench.dte.exchange("AT+CMGD=42\r") == "\r\nOK\r\n\r\n+CMTI: \"ME\",42\r\n");
    CHECK(bench.sms.waiting() == 0);
}

TEST_CASE("+CMGD deletes by status", "[sms][ts-27.005-3.5.4]") {
    SmsBench bench;
    using storage::SmsStatus;
    for (const auto status : {SmsStatus::ReceivedUnread, SmsStatus::ReceivedRead,
                              SmsStatus::StoredUnsent, SmsStatus::StoredSent}) {
        REQUIRE(bench.storage->sms.add(storage::SmsMemory::Me, {status, {0}}));
    }
    const auto [flag, left] = GENERATE(table<std::string, std::string>(
        {{"1", "(1,3,4)"}, {"2", "(1,3)"}, {"3", "(1)"}, {"4", "()"}}));
    CHECK(bench.dte.ask("AT+CMGD=1," + flag) == "OK");
    CHECK(bench.dte.ask("AT+CMGD=?") == "+CMGD: " + left + ",(0-4)");
}

TEST_CASE("+CPMS chooses storages and tells how full they are", "[sms][at-commands-2.14]") {
    SmsBench bench;
    CHECK(bench.dte.ask("AT+CPMS?") == "+CPMS: \"ME\",0,100,\"ME\",0,100,\"MT\",0,100");
    bench.write("1", "x");
    CHECK(bench.dte.ask("AT+CPMS=\"ME\",\"SM\",\"SM\"") == "+CPMS: 1,100,0,20,0,20");
    CHECK(bench.write("1", "y") == ok("+CMGW: 1"));
    CHECK(bench.storage->sms.count(storage::SmsMemory::Sm) == 1);
    bench.reboot();
    bench.run_for(5s);
    CHECK(bench.dte.ask("AT+CPMS?") == "+CPMS: \"ME\",1,100,\"SM\",1,20,\"SM\",1,20");
    CHECK(bench.dte.ask("AT+CPMS=\"XX\"") == "ERROR");
}

TEST_CASE("Settings of short messages last as the manual says", "[sms][module-behaviour-6.1]") {
    SmsBench bench;
    bench.dte.ask("AT+CSDH=1;+CSMP=49,0;+CNMI=2,1;+CSMS=1;+CSCA=\"+4411\"");
    bench.dte.ask("AT&W");
    bench.reboot();
    bench.run_for(5s);
    CHECK(bench.dte.ask("AT+CMGF?") == "+CMGF: 1");
    CHECK(bench.dte.ask("AT+CSDH?") == "+CSDH: 1");
    CHECK(bench.dte.ask("AT+CSMP?") == "+CSMP: 49,0,0,0");
    CHECK(bench.dte.ask("AT+CNMI?") == "+CNMI: 2,1,0,0,0");
    CHECK(bench.dte.ask("AT+CSMS?") == "+CSMS: 0,1,1,1");
    CHECK(bench.dte.ask("AT+CSCA?") == "+CSCA: \"+4411\",145");
}

TEST_CASE("+CSAS and +CRES keep +CSMP without the other settings", "[sms][ts-27.005-3.3.5]") {
    SmsBench bench;
    bench.dte.ask("AT+CSMP=1,2");
    CHECK(bench.dte.ask("AT+CSAS=0") == "OK");
    CHECK(bench.dte.ask("AT+CSMP=17,167") == "OK");
    CHECK(bench.dte.ask("AT+CRES=0") == "OK");
    CHECK(bench.dte.ask("AT+CSMP?") == "+CSMP: 1,2,0,0");
    bench.reboot();
    bench.run_for(5s);
    CHECK(bench.dte.ask("AT+CMGF?") == "+CMGF: 0");
}

TEST_CASE("What came while the module was off arrives after its boot", "[sms][ts-27.005-3.4.1]") {
    SmsBench bench;
    bench.dte.ask("AT+CNMI=1,1;&W");
    bench.port.reset();
    bench.sms.deliver("+39123", "hi");
    CHECK(bench.sms.waiting() == 1);
    bench.reboot();
    bench.dte.ask("ATE0");
    CHECK(bench.sms.waiting() == 0);
    CHECK(bench.storage->sms.count(storage::SmsMemory::Me) == 1);
}
