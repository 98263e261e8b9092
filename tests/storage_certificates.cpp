#include "models/storage/certificates.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/flash_bench.hpp"

#include <fmt/format.h>

using namespace sara;
using namespace sara::storage;
using testing::FlashBench;
using testing::noise;

namespace {

std::unique_ptr<CertificateStore> make_store(FlashBench& bench) {
    return std::make_unique<CertificateStore>(bench.partition(Region::Certs));
}

Certificate item(CertificateType type, std::string name, std::size_t size = 900) {
    return {.type = type,
            .name = std::move(name),
            .der = noise(size),
            .md5 = "00112233445566778899aabbccddeeff",
            .common_name = "An MQTT broker",
            .expires = "2032/10/18 08:23:32",
            .is_factory = false};
}

std::string names(const CertificateStore& store) {
    std::string text;
    for (const Certificate& each : store.list()) {
        text += fmt::format("{}:{} ", name_of(each.type), each.name);
    }
    return text;
}

}  // namespace

TEST_CASE("Certificates are listed in order of creation and survive the supply",
          "[storage][certificates][security-1]") {
    FlashBench bench;
    const auto store = make_store(bench);
    store->mount();
    REQUIRE(store->add(item(CertificateType::PrivateKey, "client_key")));
    REQUIRE(store->add(item(CertificateType::RootCa, "ca_cert")));
    REQUIRE(store->add(item(CertificateType::ClientCertificate, "ca_cert")));  // another name space
    const auto again = make_store(bench);
    again->mount();
    CHECK(names(*again) == "PK:client_key CA:ca_cert CC:ca_cert ");
    const auto found = again->get(CertificateType::RootCa, "ca_cert");
    REQUIRE(found);
    CHECK(found->der == noise(900));
    CHECK(found->common_name == "An MQTT broker");
    CHECK(found->expires == "2032/10/18 08:23:32");
    CHECK(found->md5 == "00112233445566778899aabbccddeeff");
    CHECK(again->list().front().der.empty());
}

TEST_CASE("The same type and name replaces a certificate in its place",
          "[storage][certificates][security-1]") {
    FlashBench bench;
    const auto store = make_store(bench);
    REQUIRE(store->add(item(CertificateType::RootCa, "a")));
    REQUIRE(store->add(item(CertificateType::RootCa, "b")));
    REQUIRE(store->add(item(CertificateType::RootCa, "a", 1200)));
    store->mount();
    REQUIRE(store->add(item(CertificateType::RootCa, "c")));
    CHECK(names(*store) == "CA:a CA:b CA:c ");
    CHECK(store->get(CertificateType::RootCa, "a")->der.size() == 1200);
}

TEST_CASE("A certificate store has the limits of the manual",
          "[storage][certificates][security-1]") {
    FlashBench bench;
    const auto store = make_store(bench);
    const auto error_of = [&](const Certificate& each) { return store->add(each).error(); };
    CHECK(error_of(item(CertificateType::RootCa, "")) == CertificateError::IllegalName);
    CHECK(error_of(item(CertificateType::RootCa, std::string(201, 'n'))) ==
          CertificateError::IllegalName);
    CHECK(error_of(item(CertificateType::RootCa, "big", 8193)) == CertificateError::TooLarge);

    Certificate factory = item(CertificateType::RootCa, "ubx");
    factory.is_factory = true;
    REQUIRE(store->add(factory));  // does not count
    for (int i = 0; i < 16; ++i) {
        const std::string name = fmt::format("{:0>200}", i);
        REQUIRE(store->add(item(CertificateType::ClientCertificate, name, 8192)));
    }
    CHECK(error_of(item(CertificateType::RootCa, "17th")) == CertificateError::Full);
    CHECK(store->add(item(CertificateType::ClientCertificate, std::string(200, '0'), 8192)));
    REQUIRE(store->remove(CertificateType::ClientCertificate, std::string(200, '0')));
    CHECK(store->add(item(CertificateType::RootCa, "17th")));
}

TEST_CASE("Unknown certificates are not found", "[storage][certificates][security-1]") {
    FlashBench bench;
    const auto store = make_store(bench);
    REQUIRE(store->add(item(CertificateType::RootCa, "a")));
    CHECK(store->get(CertificateType::PrivateKey, "a").error() == CertificateError::NotFound);
    CHECK(store->remove(CertificateType::RootCa, "A").error() == CertificateError::NotFound);
    REQUIRE(store->remove(CertificateType::RootCa, "a"));
    CHECK(store->get(CertificateType::RootCa, "a").error() == CertificateError::NotFound);
    bench.flash.set_faulty(Region::Certs, true);
    CHECK(store->add(item(CertificateType::RootCa, "a")).error() == CertificateError::WriteError);
}

TEST_CASE("A certificate is there whole or not at all", "[storage][certificates][power-cut]") {
    using Store = CertificateStore;
    testing::Steps<Store> steps;
    for (int i = 0; i < 6; ++i) {
        steps.emplace_back([i](Store& store) {
            const auto type = static_cast<CertificateType>(i);
            CHECK(store.add(item(type, "item", 5000)));
        });
    }
    steps.emplace_back(
        [](Store& store) { CHECK(store.add(item(CertificateType::PrivateKey, "item", 8192))); });
    steps.emplace_back([](Store& store) {
        const auto removed = store.remove(CertificateType::RootCa, "item");
        CHECK((removed || removed.error() == CertificateError::NotFound));
    });
    const auto cuts = testing::check_atomic<Store>(make_store, steps,
                                                   [](Store& store) { return store.to_json(); });
    CHECK(cuts >= 2 * steps.size());
}
