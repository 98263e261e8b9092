#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/result.hpp"
#include "tests/support/test_certificates.hpp"

#include <fmt/format.h>

#include <string>

using namespace sara;
using namespace sara::test;

namespace {

const std::string kFactoryList =
    "\"CA\",\"ubx_digicert_global_root_ca\",\"DigiCert Global Root CA\",\"2031/11/10 00:00:00\"\r\n"
    "\"CA\",\"ubx_verisign_universal_root_certification_authority\","
    "\"VeriSign Universal Root Certification Authority\",\"2037/12/01 23:59:59\"";

// A module that neither echoes nor is silent about errors.
struct CertificateBench : Bench {
    explicit CertificateBench(
        const products::Profile& of = products::Profile::for_product(products::default_product()))
        : Bench(of) {
        dte.ask("ATE0+CMEE=2");
    }

    std::string stream(int type, const std::string& name, const std::string& data,
                       const std::string& password = "") {
        const std::string prompt = dte.exchange(
            fmt::format("AT+USECMNG=0,{},\"{}\",{}{}\r", type, name, data.size(), password));
        return prompt == "\r\n>" ? dte.exchange(data) : prompt;
    }

    void write_file(const std::string& name, const std::string& data) {
        REQUIRE(dte.exchange(fmt::format("AT+UDWNFILE=\"{}\",{}\r", name, data.size())) == "\r\n>");
        REQUIRE(dte.exchange(data) == "\r\nOK\r\n");
    }
};

}  // namespace

TEST_CASE("A certificate comes behind a prompt and is answered with its MD5", "[security-1]") {
    CertificateBench bench;
    CHECK(bench.stream(0, "ca_cert", pem("certificate")) ==
          "\r\n+USECMNG: 0,0,\"ca_cert\",\"b70c5ac4cd6a2db9c7c2f64de2be45b6\"\r\n\r\nOK\r\n");
    CHECK(bench.dte.ask("AT+USECMNG=4,0,\"ca_cert\"") ==
          "+USECMNG: 4,0,\"ca_cert\",\"b70c5ac4cd6a2db9c7c2f64de2be45b6\"");
    CHECK(bench.dte.ask("AT+USECMNG=2,0,\"ca_cert\"") == "OK");
    CHECK(bench.dte.ask("AT+USECMNG=4,0,\"ca_cert\"") ==
          "+CME ERROR: USECMNG internal name not found");
    CHECK(bench.dte.ask("AT+USECMNG=2,0,\"ca_cert\"") ==
          "+CME ERROR: USECMNG internal name not found");
}

TEST_CASE("The list has a line an item, without a prefix", "[security-1]") {
    CertificateBench bench;
    CHECK(bench.dte.exchange("AT+USECMNG=3\r") == "\r\n" + kFactoryList + "\r\n\r\nOK\r\n");
    bench.stream(0, "ca_cert", pem("certificate"));
    bench.stream(2, "client_key", pem("rsa_pkcs8"));
    bench.stream(1, "client", pem("certificate"));
    bench.stream(3, "pinned", pem("certificate"));
    bench.stream(5, "pub", pem("rsa_public"));
    CHECK(bench.dte.exchange("AT+USECMNG=3\r") ==
          "\r\n" + kFactoryList +
              "\r\n\"CA\",\"ca_cert\",\"An MQTT broker\",\"2032/10/18 08:23:32\""
              "\r\n\"PK\",\"client_key\""
              "\r\n\"CC\",\"client\",\"An MQTT broker\",\"2032/10/18 08:23:32\""
              "\r\n\"SC\",\"pinned\""
              "\r\n\"PU\",\"pub\"\r\n\r\nOK\r\n");
}

TEST_CASE("Deleting the file it came from does not touch an item", "[security-1][security-3]") {
    CertificateBench bench;
    bench.write_file("ca.pem", pem("certificate"));
    CHECK(bench.dte.ask("AT+USECMNG=1,0,\"ca\",\"ca.pem\"") ==
          "+USECMNG: 1,0,\"ca\",\"b70c5ac4cd6a2db9c7c2f64de2be45b6\"");
    CHECK(bench.dte.ask("AT+UDELFILE=\"ca.pem\"") == "OK");
    bench.reboot();
    bench.dte.ask("ATE0");
    CHECK(bench.dte.ask("AT+USECMNG=4,0,\"ca\"") ==
          "+USECMNG: 4,0,\"ca\",\"b70c5ac4cd6a2db9c7c2f64de2be45b6\"");
}

TEST_CASE("A key's password opens it", "[security-1]") {
    CertificateBench bench;
    const std::string key = pem("rsa_pkcs8_encrypted");
    CHECK(bench.stream(2, "key", key, ",\"secret\"") ==
          "\r\n+USECMNG: 0,2,\"key\",\"75ba110bfbe52f0d96f446bf8f80ecf7\"\r\n\r\nOK\r\n");
    const std::string wrong = "\r\n+CME ERROR: USECMNG private key format error\r\n";
    CHECK(bench.stream(2, "key", key, ",\"wrong\"") == wrong);
    CHECK(bench.stream(2, "key", key) == wrong);
    bench.write_file("key.pem", key);
    CHECK(bench.dte.ask("AT+USECMNG=1,2,\"key\",\"key.pem\",\"secret\"") ==
          "+USECMNG: 1,2,\"key\",\"75ba110bfbe52f0d96f446bf8f80ecf7\"");
}

TEST_CASE("An import without a byte for 20 s ends with an error", "[security-1]") {
    CertificateBench bench;
    CHECK(bench.dte.exchange("AT+USECMNG=0,0,\"ca\",100\r") == "\r\n>");
    bench.dte.send("abc");
    bench.run_for(19s);
    bench.dte.send("d");
    const Time last = bench.kernel.scheduler.now();
    bench.run_until_received("\r\n+CME ERROR: USECMNG import timeout expired\r\n");
    const Duration stalled = bench.kernel.scheduler.now() - last;
    CHECK(stalled >= 20s);
    CHECK(stalled < 20s + 50ms);  // and the time on the wire
    CHECK(bench.dte.ask("AT") == "OK");
}

TEST_CASE("+USECMNG refuses with the codes of the table", "[security-1]") {
    CertificateBench bench;
    const std::string certificate = pem("certificate");
    const auto refusal = [&](const std::string& line) {
        return bench.dte.ask("AT+USECMNG=" + line);
    };
    const std::string parameters = "+CME ERROR: Incorrect parameters";
    for (const auto* line :
         {"5", "0", "0,0,\"\",10", "0,0,\"n\"", "0,0,\"n\",0", "0,0,\"n\",\"10\"", "0,6,\"n\",10",
          "1,0,\"n\",10", "4,,\"n\"", "2,0"}) {
        CHECK(refusal(line) == parameters);
    }
    CHECK(refusal("4,0,\"" + std::string(201, 'n') + '"') == parameters);
    CHECK(refusal("0,0,\"n\",8193") == "+CME ERROR: USECMNG import file size exceeds limit");
    CHECK(refusal("1,0,\"n\",\"missing.pem\"") == "+CME ERROR: FILE NOT FOUND");
    bench.write_file("big", std::string(8193, 'x'));
    CHECK(refusal("1,0,\"n\",\"big\"") == "+CME ERROR: USECMNG import file size exceeds limit");
    CHECK(bench.stream(0, "n", "garbage") ==
          "\r\n+CME ERROR: USECMNG invalid certificate/key format\r\n");
    CHECK(bench.stream(0, "n", certificate.substr(0, 300)) ==
          "\r\n+CME ERROR: USECMNG PEM DER conversion error\r\n");
    CHECK(refusal("2,0,\"ubx_digicert_global_root_ca\"") == "+CME ERROR: operation not allowed");
    CHECK(refusal("3") == kFactoryList);
    bench.storage->flash().set_faulty(storage::Region::Certs, true);
    CHECK(bench.stream(0, "n", certificate) ==
          "\r\n+CME ERROR: USECMNG database internal error\r\n");
}

TEST_CASE("The store takes 16 items of a host; the same name replaces", "[security-1]") {
    CertificateBench bench;
    const std::string certificate = pem("certificate");
    for (int i = 0; i < 16; ++i) {
        const std::string name = fmt::format("{:0>200}", i);
        CHECK(bench.stream(0, name, certificate).ends_with("OK\r\n"));
    }
    CHECK(bench.stream(0, "17th", certificate) == "\r\n+CME ERROR: USECMNG database full\r\n");
    CHECK(bench.stream(0, std::string(200, '0'), certificate).ends_with("OK\r\n"));
    CHECK(bench.stream(0, "ubx_digicert_global_root_ca", certificate).ends_with("OK\r\n"));
}

TEST_CASE("An import needs room in the user area", "[security-1]") {
    CertificateBench bench;
    const std::size_t free = bench.storage->files.free_bytes(storage::Tag::User);
    const storage::Buffer filler(free - 100);
    REQUIRE(bench.storage->files.write(storage::Tag::User, "filler", storage::WriteMode::Append,
                                       filler));
    CHECK(bench.stream(0, "ca", pem("certificate")) ==
          "\r\n+CME ERROR: USECMNG no memory available\r\n");
}

TEST_CASE("Errors that no input brings about can be asked for", "[security-1]") {
    auto profile = products::Profile::for_product(products::default_product());
    profile.usecmng_error = GENERATE(1915, 1919, 1921, 1922);
    CertificateBench bench(profile);
    bench.dte.ask("AT+CMEE=1");
    CHECK(bench.stream(0, "ca", pem("certificate")) ==
          fmt::format("\r\n+CME ERROR: {}\r\n", profile.usecmng_error));
    CHECK(bench.dte.ask("AT+USECMNG=4,0,\"ca\"") == "+CME ERROR: 1916");
}
