#include "models/storage/record_log.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/flash_bench.hpp"

#include <fmt/format.h>

#include <string>

using namespace sara;
using namespace sara::storage;
using testing::FlashBench;
using testing::noise;

namespace {

constexpr std::size_t kBankBytes = row_of(Region::Journal).size / 2;

std::unique_ptr<RecordLog> make_log(FlashBench& bench) {
    return std::make_unique<RecordLog>(bench.partition(Region::Journal));
}

nlohmann::json contents(RecordLog& log) {
    nlohmann::json json = nlohmann::json::object();
    log.for_each("", [&](std::string_view key, Bytes value) {
        json[std::string(key)] = nlohmann::json::binary({value.begin(), value.end()});
    });
    return json;
}

bool set_text(RecordLog& log, std::string_view key, std::string_view value) {
    return log.set(key, sim::as_bytes(value));
}

std::string text(const RecordLog& log, std::string_view key) {
    const auto value = log.get(key);
    return value ? std::string(sim::as_text(*value)) : "(none)";
}

}  // namespace

TEST_CASE("A record log keeps the last value of each key", "[storage][record-log]") {
    FlashBench bench;
    const auto log = make_log(bench);
    log->mount();
    CHECK(log->count() == 0);
    REQUIRE(set_text(*log, "b", "1"));
    REQUIRE(set_text(*log, "a", ""));
    REQUIRE(set_text(*log, "b", "two"));
    REQUIRE(set_text(*log, "c", "3"));
    REQUIRE(log->erase("c"));
    REQUIRE(log->erase("never there"));

    const auto again = make_log(bench);
    again->mount();
    for (const RecordLog* each : {log.get(), again.get()}) {
        CHECK(text(*each, "b") == "two");
        CHECK(text(*each, "a").empty());
        CHECK_FALSE(each->contains("c"));
        std::string keys;
        each->for_each("", [&](std::string_view key, Bytes) { keys += key; });
        CHECK(keys == "ab");
    }
}

TEST_CASE("An unchanged value costs no flash write", "[storage][record-log]") {
    FlashBench bench;
    const auto log = make_log(bench);
    REQUIRE(set_text(*log, "a", "1"));
    const auto writes = bench.flash.writes();
    REQUIRE(set_text(*log, "a", "1"));
    REQUIRE(log->erase("b"));
    REQUIRE(log->erase_all("x"));
    CHECK(bench.flash.writes() == writes);
}

TEST_CASE("Keys with a common beginning go together", "[storage][record-log]") {
    FlashBench bench;
    const auto log = make_log(bench);
    for (const char* key : {"a:1", "a:2", "ab", "b:1"}) REQUIRE(set_text(*log, key, key));
    const auto writes = bench.flash.writes();
    REQUIRE(log->erase_all("a:"));
    CHECK(bench.flash.writes() == writes + 1);
    log->mount();
    std::string keys;
    log->for_each("", [&](std::string_view key, Bytes) { keys += key; });
    CHECK(keys == "abb:1");
}

TEST_CASE("A record log outlives thousands of changes", "[storage][record-log]") {
    FlashBench bench;
    const auto log = make_log(bench);
    for (int i = 0; i < 3000; ++i) {
        REQUIRE(set_text(*log, fmt::format("key {}", i % 7), fmt::format("value {}", i)));
    }
    log->mount();
    CHECK(log->count() == 7);
    for (int i = 2993; i < 3000; ++i) {
        CHECK(text(*log, fmt::format("key {}", i % 7)) == fmt::format("value {}", i));
    }
}

TEST_CASE("A full record log refuses, keeps what it has and can be emptied",
          "[storage][record-log]") {
    FlashBench bench;
    const auto log = make_log(bench);
    int stored = 0;
    while (log->set(fmt::format("{}", stored), noise(1000, static_cast<std::uint64_t>(stored)))) {
        ++stored;
    }
    CHECK(stored == kBankBytes / 1016);
    CHECK_FALSE(log->set("0", noise(2000)));
    log->mount();
    CHECK(log->count() == static_cast<std::size_t>(stored));
    CHECK(log->get("0") == noise(1000, 0));
    for (int i = 0; i < stored; ++i) REQUIRE(log->erase(fmt::format("{}", i)));
    CHECK(log->count() == 0);
    CHECK(log->set("0", noise(2000)));
}

TEST_CASE("A flash that fails changes no value", "[storage][record-log]") {
    FlashBench bench;
    const auto log = make_log(bench);
    REQUIRE(set_text(*log, "a", "1"));
    bench.flash.set_faulty(Region::Journal, true);
    CHECK_FALSE(set_text(*log, "a", "2"));
    CHECK_FALSE(log->erase("a"));
    CHECK_FALSE(log->wipe());
    CHECK(text(*log, "a") == "1");
    log->mount();
    CHECK(text(*log, "a") == "1");
}

TEST_CASE("A log in which noise was left begins empty", "[storage][record-log]") {
    FlashBench bench;
    bench.flash.preload(row_of(Region::Journal).offset, noise(row_of(Region::Journal).size));
    const auto log = make_log(bench);
    log->mount();
    CHECK(log->count() == 0);
    REQUIRE(set_text(*log, "a", "1"));
    log->mount();
    CHECK(text(*log, "a") == "1");
}

TEST_CASE("A log does not write over what a cut left behind its end", "[storage][record-log]") {
    FlashBench bench;
    const auto log = make_log(bench);
    REQUIRE(set_text(*log, "a", "1"));
    // The second half of a record, as when a program that maps a file is killed while it copies.
    REQUIRE(bench.partition(Region::Journal).program(60, noise(8)));
    log->mount();
    for (const char* value : {"2", "3"}) {
        REQUIRE(set_text(*log, "a", value));
        REQUIRE(set_text(*log, "b", value));
        log->mount();
        CHECK(text(*log, "a") == value);
        CHECK(text(*log, "b") == value);
    }
}

TEST_CASE("A change of a record log is there whole or not at all",
          "[storage][record-log][power-cut]") {
    // Values of 1.5 kB fill a bank of 8 kB every few changes: the script copies banks to and fro.
    testing::Steps<RecordLog> steps;
    for (std::uint64_t i = 0; i < 24; ++i) {
        steps.emplace_back([i](RecordLog& log) {
            CHECK(log.set(fmt::format("key {}", i % 3), noise(1500 + i, i)));
        });
    }
    steps.emplace_back([](RecordLog& log) { CHECK(log.erase("key 1")); });
    steps.emplace_back([](RecordLog& log) { CHECK(log.set("other", noise(900))); });
    steps.emplace_back([](RecordLog& log) { CHECK(log.erase_all("key")); });
    steps.emplace_back([](RecordLog& log) { CHECK(log.set("last", noise(3))); });
    steps.emplace_back([](RecordLog& log) { CHECK(log.wipe()); });
    steps.emplace_back([](RecordLog& log) { CHECK(log.set("new life", noise(3))); });
    const auto cuts = testing::check_atomic<RecordLog>(make_log, steps, contents);
    CHECK(cuts > 100);
}

TEST_CASE("A second cut while a bank is copied after a first one loses nothing",
          "[storage][record-log][power-cut]") {
    for (std::uint64_t second = 1; second < 12; ++second) {
        FlashBench bench;
        const auto log = make_log(bench);
        REQUIRE(log->set("kept", noise(2000)));
        bench.flash.cut_at_write(1, true);
        REQUIRE(log->set("lost", noise(2000)));
        bench.flash.revive();
        log->mount();
        bench.flash.cut_at_write(second, true);
        REQUIRE(log->set("next", noise(1000)));
        const bool was_cut = bench.flash.is_dead();
        bench.flash.revive();
        log->mount();
        CHECK(log->get("kept") == noise(2000));
        CHECK_FALSE(log->contains("lost"));
        CHECK(log->contains("next") == !was_cut);
    }
}
