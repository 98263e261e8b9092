#include "models/at/error_texts.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/trial.hpp"

#include <algorithm>
#include <string>

using namespace sara;
using namespace sara::test;

namespace {

std::string framed(std::string_view text) {
    return "\r\n" + std::string(text) + "\r\n";
}

}  // namespace

TEST_CASE("Every +CME ERROR is printed as AT+CMEE says", "[at-syntax-4]") {
    TrialBench bench;
    bench.say("ATE0\r");
    for (const at::ErrorText& error : at::cme_texts()) {
        const std::string number = std::to_string(error.number);
        INFO(number);
        bench.say("AT+CMEE=0\r");
        CHECK(bench.say("AT+XFAIL=" + number + "\r") == framed("ERROR"));
        bench.say("AT+CMEE=1\r");
        CHECK(bench.say("AT+XFAIL=" + number + "\r") == framed("+CME ERROR: " + number));
        bench.say("AT+CMEE=2\r");
        CHECK(bench.say("AT+XFAIL=" + number + "\r") ==
              framed("+CME ERROR: " + std::string(error.text)));
    }
}

TEST_CASE("Every +CMS ERROR is printed as AT+CMEE says", "[at-syntax-4]") {
    TrialBench bench;
    bench.say("ATE0\r");
    for (const at::ErrorText& error : at::cms_texts()) {
        const std::string number = std::to_string(error.number);
        INFO(number);
        bench.say("AT+CMEE=1\r");
        CHECK(bench.say("AT+XCMS=" + number + "\r") == framed("+CMS ERROR: " + number));
        bench.say("AT+CMEE=2\r");
        CHECK(bench.say("AT+XCMS=" + number + "\r") ==
              framed("+CMS ERROR: " + std::string(error.text)));
    }
}

TEST_CASE("The texts are those of the tables, in the module's case", "[at-syntax-4]") {
    const auto cme = [](int number) { return at::text_of(static_cast<at::CmeError>(number)); };
    CHECK(cme(0) == "phone failure");
    CHECK(cme(3) == "operation not allowed");
    CHECK(cme(10) == "SIM not inserted");
    CHECK(cme(14) == "SIM busy");
    CHECK(cme(30) == "no network service");
    CHECK(cme(50) == "Incorrect parameters");
    CHECK(cme(57) == "Temporarily out of service due to other MT usage");
    CHECK(cme(100) == "unknown");
    CHECK(cme(262) == "SIM blocked");
    CHECK(cme(1127) == "Interworking, unspecified");
    CHECK(cme(1502) == "Select GPIO mode error");
    CHECK(cme(1612) == "FILE NOT FOUND");
    CHECK(cme(1649) == "FFS TIMEOUT");
    CHECK(cme(1650) == "Command line too long");
    CHECK(cme(1922) == "USECMNG certificate common name error");
    CHECK(cme(4001) == "IP type configuration mismatch");
    CHECK(cme(5002) == "FOTA memory is in use");
    CHECK(cme(310) == "(U)SIM not inserted");  // shared with +CMS ERROR
    CHECK(at::text_of(at::CmsError::UnknownError) == "unknown error");
    CHECK(at::text_of(static_cast<at::CmsError>(543)) == "SMS rejected By SMS CONTROL");
}

TEST_CASE("The tables are whole: no number is missing, none is there twice", "[at-syntax-4]") {
    CHECK(at::cme_texts().size() == 275);
    CHECK(at::cms_texts().size() == 86);
    const auto numbers_rise = [](std::span<const at::ErrorText> texts) {
        return std::ranges::adjacent_find(texts, std::ranges::greater_equal(),
                                          &at::ErrorText::number) == texts.end();
    };
    CHECK(numbers_rise(at::cme_texts()));
    CHECK(numbers_rise(at::cms_texts()));
}

TEST_CASE("A number without a text is printed as a number", "[at-syntax-4]") {
    TrialBench bench;
    bench.say("ATE0+CMEE=2\r");
    CHECK(bench.say("AT+XFAIL=9999\r") == framed("+CME ERROR: 9999"));
}

TEST_CASE("Basic commands and plain ones answer ERROR whatever +CMEE says", "[at-syntax-4]") {
    TrialBench bench;
    bench.say("ATE0+CMEE=2\r");
    CHECK(bench.say("ATE7\r") == framed("ERROR"));
    CHECK(bench.say("AT&K4\r") == framed("ERROR"));
    CHECK(bench.say("AT\\Q5\r") == framed("ERROR"));
    CHECK(bench.say("ATW\r") == framed("ERROR"));
    CHECK(bench.say("AT+XPLAIN=10\r") == framed("ERROR"));
    CHECK(bench.say("AT+XCMS=\r") == framed("+CMS ERROR: operation not supported"));
}

TEST_CASE("Commands that need the SIM say what is wrong with it", "[at-syntax-4]") {
    TrialBench bench;
    bench.say("ATE0+CMEE=2\r");
    CHECK(bench.say("AT+XPIN\r") == framed("+CME ERROR: SIM busy"));
    CHECK(bench.say("AT+XPIN=?\r") == framed("OK"));
    bench.run_for(bench.bench.profile.sim_init);
    CHECK(bench.say("AT+XPIN\r") == framed("OK"));
    bench.bench.device->sim.deactivate();
    CHECK(bench.say("AT+XPIN?\r") == framed("+CME ERROR: SIM not inserted"));
}
