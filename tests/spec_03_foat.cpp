#include "models/xmodem/step.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/module_bench.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::test;
using update::PackageKind;

namespace {

const std::string kNak(1, static_cast<char>(xmodem::kNak));
const std::string kEot(1, static_cast<char>(xmodem::kEot));
const std::string kStart = "\r\n+UFWUPD: ONGOING\r\nC";

/// Numbers behind `prefix`, in the order in which they came.
std::vector<int> numbers_behind(std::string_view prefix, const std::string& transcript) {
    std::vector<int> numbers;
    for (std::size_t at = transcript.find(prefix); at != std::string::npos;
         at = transcript.find(prefix, at + 1)) {
        numbers.push_back(std::stoi(transcript.substr(at + prefix.size())));
    }
    return numbers;
}

}  // namespace

TEST_CASE("FOAT polls for 109 s, then boots the old firmware", "[spec-03][foat][r01-3.1.1]") {
    ModuleBench bench;
    const std::string old_firmware = bench.digest();
    bench.dte.ask("ATE0");
    bench.dte.send("AT+UFWUPD=1,460800\r");
    bench.run_for(1s);
    CHECK(bench.dte.take_bytes().empty());  // no final result code
    bench.dte.set_baud(460'800);
    bench.dte.wait_for(kStart);
    CHECK(bench.dte.take_bytes() == kStart);

    Duration before{};
    const auto after = [&](Duration time, const std::string& heard) {
        INFO(std::chrono::duration_cast<std::chrono::seconds>(time).count() << " s");
        bench.run_for(time - before - 1ms);
        CHECK(bench.dte.take_bytes().empty());
        bench.run_for(2ms);
        CHECK(bench.dte.take_bytes() == heard);
        before = time + 1ms;
    };
    after(3s, "C");
    after(6s, "C");
    for (const Duration time : {9s, 19s, 29s, 39s, 49s, 59s, 69s, 79s, 89s, 99s}) after(time, kNak);
    after(109s, "\r\n+UFWUPD: Timeout\r\n");
    bench.run_until_state("Active");
    bench.greet();
    CHECK(bench.dte.ask("ATI9") == kOldVersion);
    CHECK(bench.digest() == old_firmware);
}

TEST_CASE("Progress rises from 0 and from 1, each URC framed, and 128 ends it",
          "[spec-03][foat][r01-3.2]") {
    ModuleBench bench;
    bench.start_foat();
    bench.dte.send_file(small_package(PackageKind::Full));
    bench.dte.wait_for("\r\n+UFWUPD: 128\r\n", 10min);
    const std::string heard = bench.dte.take_bytes();
    CHECK_THAT(heard, Catch::StartsWith("\r\n+UFWPREVAL: 0\r\n\r\n+UFWPREVAL: 3\r\n"));
    CHECK_THAT(heard,
               Catch::Contains("\r\n+UFWPREVAL: 100\r\n\r\n+UFWUPD: 1\r\n\r\n+UFWUPD: 3\r\n"));
    CHECK_THAT(heard, Catch::EndsWith("\r\n+UFWUPD: 100\r\n\r\n+UFWUPD: 128\r\n"));
    for (const char* prefix : {"+UFWPREVAL: ", "+UFWUPD: "}) {
        const std::vector<int> numbers = numbers_behind(prefix, heard);
        CHECK(std::ranges::adjacent_find(numbers, std::greater_equal()) == numbers.end());
    }
}

TEST_CASE("IRC, polls and codes come on the chosen port at the chosen speed",
          "[spec-03][foat][r01-3.1]") {
    ModuleBench bench;
    bench.greet();
    REQUIRE(bench.dte.ask("AT+USIO=2") == "OK");
    REQUIRE(bench.dte.ask("AT+CFUN=16") == "OK");
    bench.run_until_state("Resetting");
    bench.run_until_state("Active");
    Dte aux(bench.kernel.scheduler, *bench.module.line("aux"));
    bench.start_foat(921'600, 2);
    aux.set_baud(921'600);
    aux.wait_for(kStart);
    aux.send_file(small_package(PackageKind::Full));
    aux.wait_for("\r\n+UFWUPD: 128\r\n", 10min);
    CHECK(bench.dte.take_bytes().empty());
    bench.run_until_state("Active");
    CHECK(bench.version() == kNewVersion);
}

TEST_CASE("A host that stays at its old speed reads no answer", "[spec-03][foat][r01-3.1]") {
    ModuleBench bench;
    bench.greet();
    const std::string heard = bench.dte.exchange("AT+UFWUPD=1,460800\r", 150s);
    CHECK_FALSE(heard.empty());
    CHECK_THAT(heard, !Catch::Contains("UFWUPD: "));
    bench.run_until_state("Active");
    bench.greet();
}

TEST_CASE("A package that cannot be installed: its code, then the old firmware, untouched",
          "[spec-03][foat][r01-3.1][firmware-update-6]") {
    struct Refusal {
        const char* what;
        update::Damage damage;
        int code;
        PackageKind kind = PackageKind::Full;
        const char* product = "";
    };
    using Flaw = update::Damage;
    const auto refusal = GENERATE(values<Refusal>({
        {"a flipped bit", Flaw::FlipPayloadBit, 148},
        {"a flipped bit in the header", Flaw::FlipHeaderBit, 148},
        {"truncated", Flaw::Truncate, 148},
        {"not a package", Flaw::NotAPackage, 158},
        {"a delta", Flaw::None, 158, PackageKind::Delta},
        {"an EasyFlash file", Flaw::None, 158, PackageKind::EasyFlash},
        {"another model", Flaw::None, 168, PackageKind::Full, "SARA-R510S-01B-00"},
        {"another generation", Flaw::None, 168, PackageKind::Full, "SARA-R510M8S-00B-00"},
        {"a broken signature", Flaw::BreakSignature, 173},
        {"another signer", Flaw::SignWithOtherKey, 173},
        {"another format version", Flaw::FormatVersion, 174},
        {"a wrong length field", Flaw::LengthField, 180},
        {"something behind it", Flaw::Append, 180},
    }));
    INFO(refusal.what);
    update::PackageRecipe recipe = small_recipe(refusal.kind);
    recipe.damage = refusal.damage;
    recipe.product = refusal.product;
    ModuleBench bench;
    bench.write_file(storage::Tag::User, "mine", as_bytes("kept"));
    const std::string old_firmware = bench.digest();
    bench.start_foat();
    bench.dte.send_file(update::make_package(recipe));
    const std::string code = "\r\n+UFWUPD: " + std::to_string(refusal.code) + "\r\n";
    bench.dte.wait_for(code, 10min);
    const std::string heard = bench.dte.take_bytes();
    CHECK_THAT(heard, Catch::StartsWith("\r\n+UFWPREVAL: 0\r\n") && Catch::EndsWith(code));
    CHECK(numbers_behind("+UFWUPD: ", heard).size() == 1);

    bench.run_until_state("Active");
    bench.greet();
    CHECK(bench.dte.ask("ATI9") == kOldVersion);
    CHECK(bench.dte.ask("AT+ULSTFILE=0") == "+ULSTFILE: \"mine\"");
    CHECK(bench.digest() == old_firmware);
    bench.cut_power();
    bench.switch_on();
    bench.run_until_state("Active");  // and nothing is left to be done
}

TEST_CASE("A module without a public key takes no package: 227",
          "[spec-03][foat][firmware-update-6]") {
    products::Profile profile = small_profile();
    profile.package_public_key.clear();
    ModuleBench bench(profile);
    bench.start_foat();
    bench.dte.send_file(small_package(PackageKind::Full));
    bench.dte.wait_for("\r\n+UFWUPD: 227\r\n", 10min);
    bench.run_until_state("Active");
    CHECK(bench.version() == kOldVersion);
}

TEST_CASE("What the host sends behind the end of a transfer is not heard",
          "[spec-03][foat][firmware-update-3.4]") {
    ModuleBench bench;
    SECTION("EOT again, before the reset") {
        bench.start_foat();
        bench.dte.send_file(small_package(PackageKind::Full));
        bench.dte.send(kEot);
        bench.run_for(3s);
        CHECK(bench.dte.take_bytes().empty());
        bench.run_until_updated("+UFWUPD");
    }
    SECTION("a block while the time-out is told") {
        bench.start_foat(9600);
        bench.run_for(109s - 10ms);  // the text takes 22 ms on the wire
        bench.dte.take_bytes();
        bench.dte.send(kEot);
        bench.run_for(2s);
        CHECK(bench.dte.take_bytes() == "\r\n+UFWUPD: Timeout\r\n");
        bench.run_until_state("Active");
    }
}
