#include "models/storage/certificate_import.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/result.hpp"
#include "tests/support/test_certificates.hpp"

#include <string>

using namespace sara;
using namespace sara::storage;
using test::pem;

namespace {

auto import(CertificateType type, std::string_view source, const std::string& password = "") {
    return import_certificate(type, "name", sim::as_bytes(source), password);
}

std::string md5_of(CertificateType type, std::string_view source,
                   const std::string& password = "") {
    const auto item = import(type, source, password);
    return item ? item->md5 : "error " + std::to_string(static_cast<int>(item.error()));
}

// As `openssl ... -outform DER | md5sum` prints them.
constexpr auto kCertificateMd5 = "b70c5ac4cd6a2db9c7c2f64de2be45b6";
constexpr auto kPkcs1Md5 = "7f2be3ab25d95941648f1014e399afd1";
constexpr auto kPkcs8Md5 = "75ba110bfbe52f0d96f446bf8f80ecf7";
constexpr auto kEcMd5 = "15ee258a669cdfbcdabe4ace4308b77f";
constexpr auto kPublicMd5 = "4e50b6266885e9e8494990ea7f1d4852";

}  // namespace

TEST_CASE("A certificate is kept as DER, with its MD5, subject and expiry",
          "[certificates][security-1]") {
    const auto item = import(CertificateType::RootCa, pem("certificate"));
    REQUIRE(item);
    CHECK(item->name == "name");
    CHECK(item->md5 == kCertificateMd5);
    CHECK(item->common_name == "An MQTT broker");
    CHECK(item->expires == "2032/10/18 08:23:32");
    CHECK_FALSE(item->is_factory);
    SECTION("also when it comes as DER") {
        const auto again = import(CertificateType::ClientCertificate, sim::as_text(item->der));
        REQUIRE(again);
        CHECK(again->der == item->der);
        CHECK(again->common_name == "An MQTT broker");
    }
    SECTION("whose list line has no subject for other types") {
        const auto pinned = import(CertificateType::ServerCertificate, pem("certificate"));
        REQUIRE(pinned);
        CHECK(pinned->der == item->der);
        CHECK(pinned->common_name.empty());
        CHECK(pinned->expires.empty());
    }
}

TEST_CASE("Text around a PEM block does not matter", "[certificates][security-1]") {
    const std::string text = "subject=CN = x\r\n" + pem("certificate") + pem("ec_key");
    CHECK(md5_of(CertificateType::RootCa, text) == kCertificateMd5);
    CHECK(md5_of(CertificateType::PrivateKey, text) == kEcMd5);
}

TEST_CASE("Keys come as PKCS#1, PKCS#8 or EC, in PEM or DER", "[certificates][security-1]") {
    const auto type = CertificateType::PrivateKey;
    CHECK(md5_of(type, pem("rsa_pkcs1")) == kPkcs1Md5);
    CHECK(md5_of(type, pem("rsa_pkcs8")) == kPkcs8Md5);
    CHECK(md5_of(type, pem("ec_key")) == kEcMd5);
    CHECK(md5_of(CertificateType::SignatureKey, pem("rsa_public")) == kPublicMd5);
    for (const auto* name : {"rsa_pkcs1", "rsa_pkcs8", "ec_key"}) {
        const auto item = import(type, pem(name));
        REQUIRE(item);
        CHECK(md5_of(type, sim::as_text(item->der)) == item->md5);
    }
}

TEST_CASE("A key with a password is kept without it", "[certificates][security-1]") {
    const auto type = CertificateType::PrivateKey;
    CHECK(md5_of(type, pem("rsa_pkcs8_encrypted"), "secret") == kPkcs8Md5);
    CHECK(md5_of(type, pem("rsa_pkcs1_encrypted"), "secret") == kPkcs1Md5);
    for (const auto* name : {"rsa_pkcs8_encrypted", "rsa_pkcs1_encrypted"}) {
        for (const auto* wrong : {"", "Secret", "secret "}) {
            const auto item = import(type, pem(name), wrong);
            REQUIRE_FALSE(item);
            CHECK(item.error() == ImportError::PrivateKey);
        }
    }
}

TEST_CASE("What is no certificate is refused for what is wrong with it",
          "[certificates][security-1]") {
    const auto error_of = [](CertificateType type, std::string_view source) {
        const auto item = import(type, source);
        REQUIRE_FALSE(item);
        return item.error();
    };
    const std::string certificate = pem("certificate");
    const std::string key = pem("ec_key");
    CHECK(error_of(CertificateType::RootCa, "hello world") == ImportError::Format);
    CHECK(error_of(CertificateType::RootCa, key) == ImportError::Format);
    CHECK(error_of(CertificateType::SignatureKey, key) == ImportError::Format);
    CHECK(error_of(CertificateType::PrivateKey, "hello world") == ImportError::PrivateKey);
    CHECK(error_of(CertificateType::PrivateKey, certificate) == ImportError::PrivateKey);

    const auto der = import(CertificateType::RootCa, certificate)->der;
    const auto text = sim::as_text(der);
    CHECK(error_of(CertificateType::RootCa, text.substr(0, text.size() - 1)) ==
          ImportError::Format);
    CHECK(error_of(CertificateType::RootCa, std::string(text) + '\n') == ImportError::Format);

    std::string broken = certificate;
    broken.resize(broken.size() / 2);
    CHECK(error_of(CertificateType::RootCa, broken) == ImportError::PemConversion);
    std::string no_base64 = certificate;
    no_base64[60] = '*';
    CHECK(error_of(CertificateType::RootCa, no_base64) == ImportError::PemConversion);
}
