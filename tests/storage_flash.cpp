#include "models/storage/flash.hpp"
#include "models/storage/memory_medium.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/flash_bench.hpp"

#include <stdexcept>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::storage;
using namespace std::chrono_literals;
using testing::FlashBench;
using testing::noise;

namespace {

constexpr std::size_t kUser = row_of(Region::Files).offset;

/// Remembers flash records as text.
struct Listener : sim::TraceSink {
    void on_record(const sim::Record& record) override {
        if (record.kind != sim::RecordKind::Flash) return;
        const auto number = [&](std::string_view key) {
            return std::to_string(std::get<std::int64_t>(record.find(key)->value));
        };
        const auto text = [&](std::string_view key) {
            return std::string(std::get<std::string_view>(record.find(key)->value));
        };
        lines.push_back(text("op") + ' ' + text("region") + ' ' + number("offset") + ' ' +
                        number("size"));
    }
    std::vector<std::string> lines;
};

}  // namespace

TEST_CASE("Programming clears bits, only an erase sets them", "[storage][flash]") {
    FlashBench bench;
    Partition files = bench.partition(Region::Files);
    const Buffer first{0xF0, 0x0F, 0xAA};
    const Buffer second{0x3C, 0xFF, 0x55};
    REQUIRE(files.program(100, first));
    CHECK(files.read(100, 3) == first);
    REQUIRE(files.program(100, second));
    CHECK(files.read(100, 3) == Buffer{0x30, 0x0F, 0x00});
    CHECK_FALSE(files.is_blank(0));
    REQUIRE(files.erase(0));
    CHECK(files.is_blank(0));
    CHECK(files.read(100, 3) == Buffer{0xFF, 0xFF, 0xFF});
}

TEST_CASE("A flash operation is traced with its region, and costs time", "[storage][flash]") {
    FlashBench bench;
    Listener listener;
    bench.trace.add(listener);
    Partition nvm = bench.partition(Region::Nvm);
    REQUIRE(nvm.erase(2));
    REQUIRE(nvm.program(2 * kSectorBytes + 255, noise(2)));  // touches two pages
    CHECK(listener.lines == std::vector<std::string>{"erase nvm 8192 4096", "program nvm 8447 2"});
    CHECK(bench.flash.take_cost() == 5ms + 2 * 50us);
    CHECK(bench.flash.take_cost() == 0s);
    CHECK(bench.flash.writes() == 2);
}

TEST_CASE("A sector that is blank costs no erase", "[storage][flash]") {
    FlashBench bench;
    Partition nvm = bench.partition(Region::Nvm);
    REQUIRE(nvm.make_blank(0));
    CHECK(bench.flash.writes() == 0);
    REQUIRE(nvm.program(0, noise(1)));
    REQUIRE(nvm.make_blank(0));
    CHECK(bench.flash.writes() == 2);
}

TEST_CASE("A power cut leaves a write undone or half done and ignores all later ones",
          "[storage][flash][power-cut]") {
    const bool torn = GENERATE(false, true);
    FlashBench bench;
    Partition files = bench.partition(Region::Files);
    int cuts = 0;
    bench.flash.on_power_cut([&] { ++cuts; });
    const Buffer bytes(8, 0x00);

    bench.flash.cut_at_write(2, torn);
    REQUIRE(files.program(0, bytes));
    CHECK_FALSE(bench.flash.is_dead());
    REQUIRE(files.program(8, bytes));
    CHECK(bench.flash.is_dead());
    CHECK(cuts == 1);
    REQUIRE(files.program(16, bytes));

    Buffer expected(24, 0xFF);
    std::fill_n(expected.begin(), torn ? 12 : 8, std::uint8_t{0x00});
    CHECK(files.read(0, 24) == expected);

    bench.flash.revive();
    REQUIRE(files.program(16, bytes));
    CHECK(files.read(16, 8) == bytes);
    CHECK(cuts == 1);
}

TEST_CASE("A torn erase leaves the sector's second half", "[storage][flash][power-cut]") {
    FlashBench bench;
    Partition files = bench.partition(Region::Files);
    REQUIRE(files.program(0, Buffer(kSectorBytes, 0x00)));
    bench.flash.cut_at_write(1, true);
    REQUIRE(files.erase(0));
    Buffer expected(kSectorBytes, 0x00);
    std::fill_n(expected.begin(), kSectorBytes / 2, std::uint8_t{0xFF});
    CHECK(files.read(0, kSectorBytes) == expected);
}

TEST_CASE("A faulty region refuses writes and keeps what it has", "[storage][flash]") {
    FlashBench bench;
    Partition files = bench.partition(Region::Files);
    Partition nvm = bench.partition(Region::Nvm);
    bench.flash.set_faulty(Region::Files, true);
    CHECK_FALSE(files.program(0, noise(4)));
    CHECK_FALSE(files.erase(0));
    CHECK(nvm.program(0, noise(4)));
    CHECK(files.is_blank(0));
    bench.flash.set_faulty(Region::Files, false);
    CHECK(files.program(0, noise(4)));
}

TEST_CASE("A worn sector refuses every write that touches it, its neighbours none",
          "[storage][flash]") {
    FlashBench bench;
    Partition files = bench.partition(Region::Files);
    bench.flash.wear_out(Region::Files, 1);
    CHECK_FALSE(files.erase(1));
    CHECK_FALSE(files.program(kSectorBytes + 10, noise(4)));
    CHECK_FALSE(files.program(kSectorBytes - 2, noise(4)));  // reaches into it
    CHECK(files.program(kSectorBytes - 4, noise(4)));
    CHECK(files.program(2 * kSectorBytes, noise(4)));
    CHECK(files.erase(0));
}

TEST_CASE("A region's generation changes with its contents", "[storage][flash]") {
    FlashBench bench;
    Partition image = bench.partition(Region::Image);
    const auto before = image.generation();
    REQUIRE(bench.partition(Region::Staging).program(0, noise(4)));
    CHECK(image.generation() == before);
    REQUIRE(image.program(0, noise(4)));
    CHECK(image.generation() != before);
}

TEST_CASE("A medium that is too small is refused", "[storage][flash]") {
    sim::Scheduler scheduler;
    sim::Trace trace(scheduler);
    auto medium = std::make_unique<MemoryMedium>(nullptr, kFlashBytes - 1);
    CHECK_THROWS_AS(Flash(std::move(medium), {}, trace), std::invalid_argument);
}

TEST_CASE("Twins with a pool hold what they wrote alike once, until one of them changes it",
          "[storage][memory]") {
    const auto pool = std::make_shared<SectorPool>();
    MemoryMedium one(nullptr, kFlashBytes, pool);
    MemoryMedium other(nullptr, kFlashBytes, pool);
    one.write(kUser, noise(2 * kSectorBytes));
    other.write(kUser, noise(2 * kSectorBytes));
    CHECK(pool->size() == 2);

    other.write(kUser + 5, Buffer(1, 0x00));  // a part of a sector: nobody else has it
    CHECK(pool->size() == 2);
    Buffer byte(1);
    one.read(kUser + 5, byte);
    CHECK(byte[0] == noise(6)[5]);
    other.read(kUser + 5, byte);
    CHECK(byte[0] == 0x00);

    other.share();
    CHECK(pool->size() == 3);
}

TEST_CASE("Twins share a base; each owns the sectors it writes", "[storage][memory]") {
    auto made = std::make_unique<MemoryMedium>();
    made->write(kUser, noise(3 * kSectorBytes));
    const auto base = std::make_shared<const BaseImage>(made->freeze());
    REQUIRE(base->runs().size() == 1);
    CHECK(base->runs().front().bytes == noise(3 * kSectorBytes));
    CHECK(base->sector(kUser / kSectorBytes + 3).empty());
    CHECK(base->sector(0).empty());

    FlashBench one(std::make_unique<MemoryMedium>(base));
    FlashBench other(std::make_unique<MemoryMedium>(base));
    CHECK(one.medium.own_sectors() == 0);
    Partition files = one.partition(Region::Files);
    REQUIRE(files.program(kSectorBytes, Buffer(10, 0x00)));
    REQUIRE(files.erase(0));
    CHECK(one.medium.own_sectors() == 1);  // an erased sector needs no memory
    CHECK(files.is_blank(0));
    CHECK(files.read(kSectorBytes, 10) == Buffer(10, 0x00));
    CHECK(other.partition(Region::Files).read(0, 3 * kSectorBytes) == noise(3 * kSectorBytes));

    const auto frozen = std::make_shared<const BaseImage>(one.medium.freeze());
    CHECK(frozen->sector(kUser / kSectorBytes).empty());
    MemoryMedium copy(frozen);
    Buffer bytes(3 * kSectorBytes);
    copy.read(kUser, bytes);
    CHECK(bytes == files.read(0, bytes.size()));
}
