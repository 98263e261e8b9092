#include "models/storage/storage.hpp"
#include "models/storage/factory.hpp"
#include "models/storage/firmware_build.hpp"
#include "models/storage/flash_header.hpp"
#include "models/storage/memory_medium.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/flash_bench.hpp"

#include <memory>
#include <stdexcept>

using namespace sara;
using namespace sara::storage;
using testing::noise;

namespace {

/// Bytes outside the Storage, as a file is: they stay when the Storage goes.
class SharedCells final : public sim::Medium {
 public:
    explicit SharedCells(std::vector<std::uint8_t>& cells) : cells_(cells) {}
    std::size_t size() const override { return cells_.size(); }
    void read(std::size_t offset, std::span<std::uint8_t> into) const override {
        std::copy_n(cells_.begin() + static_cast<std::ptrdiff_t>(offset), into.size(),
                    into.begin());
    }
    void write(std::size_t offset, Bytes bytes) override {
        std::copy(bytes.begin(), bytes.end(), cells_.begin() + static_cast<std::ptrdiff_t>(offset));
    }

 private:
    std::vector<std::uint8_t>& cells_;
};

struct Bench {
    explicit Bench(std::uint32_t image_bytes = 500'000) { profile.image_bytes = image_bytes; }

    std::unique_ptr<Storage> in_memory() {
        return std::make_unique<Storage>(Storage::memory(product, profile), product, profile,
                                         trace);
    }
    std::unique_ptr<Storage> on(Buffer& cells) {
        return std::make_unique<Storage>(std::make_unique<SharedCells>(cells), product, profile,
                                         trace);
    }

    const products::Product& product = products::default_product();
    products::Profile profile = products::Profile::for_product(product);
    sim::Scheduler scheduler;
    sim::Trace trace{scheduler};
};

}  // namespace

TEST_CASE("A new module has its factory firmware, factory certificates and nothing else",
          "[storage][factory]") {
    Bench bench(4'500'000);
    const auto storage = bench.in_memory();
    const auto firmware = storage->image.verify();
    REQUIRE(firmware);
    CHECK(firmware->version() == "03.15,A00.01");
    CHECK(storage->image.header()->image_size() == 4'500'000);
    CHECK(storage->staging.info().error() == ImageFault::Empty);
    CHECK(storage->journal.state() == JournalState{});
    CHECK(storage->nvm.settings().empty());
    CHECK(storage->files.free_bytes(Tag::User) == 1'048'576);
    CHECK_FALSE(storage->rot.file().has_value());
    CHECK(storage->rot.chip_version() == firmware->rot_version);
    const auto certificates = storage->certificates.list();
    REQUIRE(certificates.size() == 2);
    CHECK(certificates[0].name == "ubx_digicert_global_root_ca");
    CHECK(certificates[0].is_factory);
}

TEST_CASE("The digest that the factory noted is the digest of what is there",
          "[storage][factory]") {
    Bench bench;
    const auto storage = bench.in_memory();
    const Buffer image = storage->image.read_all();
    CHECK(storage->image.digest() == sha256(Bytes(image).subspan(ImageHeader::kBytes)));
    CHECK(image == make_firmware(bench.product, "03.15", "A00.01", 500'000));
}

TEST_CASE("An idle twin owns no flash beyond the shared one", "[storage][factory][memory]") {
    Bench bench;
    auto medium = std::make_unique<MemoryMedium>(factory_flash(bench.product, bench.profile).base);
    const MemoryMedium& cells = *medium;
    Storage storage(std::move(medium), bench.product, bench.profile, bench.trace);
    REQUIRE(storage.image.is_valid());
    REQUIRE(storage.to_json()["firmware"]["valid"] == true);
    storage.mount();
    CHECK(cells.own_sectors() == 0);

    // One that lives: a profile, settings, the journal, a small file.
    REQUIRE(storage.nvm.set("+UMNOPROF", "100"));
    REQUIRE(storage.nvm.store_profile(0, {{"E", "0"}}));
    JournalState state;
    state.flash_dirty = true;
    REQUIRE(storage.journal.update(state));
    REQUIRE(storage.files.write(Tag::User, "f", WriteMode::Append, noise(100)));
    CHECK(cells.own_sectors() * kSectorBytes <= 40'000);
}

TEST_CASE("A new file of zeros becomes a virgin flash and keeps its life", "[storage][factory]") {
    Bench bench;
    Buffer cells(kFlashBytes, 0x00);
    {
        const auto storage = bench.on(cells);
        CHECK(storage->to_json() == bench.in_memory()->to_json());
        REQUIRE(storage->nvm.set("+UMNOPROF", "100"));
        REQUIRE(storage->files.write(Tag::User, "f", WriteMode::Append, noise(70'000)));
        REQUIRE(storage->files.write(Tag::Foat, "p", WriteMode::Append, noise(90'000)));
        REQUIRE(storage->staging.write(make_firmware(bench.product, "03.20", "A", 50'000)));
    }
    const auto again = bench.on(cells);
    CHECK(again->nvm.get("+UMNOPROF") == "100");
    CHECK(*again->files.read(Tag::User, "f") == noise(70'000));
    CHECK(*again->files.read(Tag::Foat, kPackageName) == noise(90'000));
    CHECK(again->staging.is_valid());
    CHECK(again->image.is_valid());

    again->format_virgin();
    CHECK(again->to_json() == bench.in_memory()->to_json());
    CHECK(bench.on(cells)->to_json() == bench.in_memory()->to_json());
}

TEST_CASE("A flash of something else is refused with one clear line", "[storage][factory]") {
    Bench bench;
    Buffer cells(kFlashBytes, 0x00);
    SECTION("not ours") {
        cells.assign(kFlashBytes, 0x5A);
        CHECK_THROWS_WITH(bench.on(cells), "not a flash of r5sim");
    }
    SECTION("another product") {
        const auto header = encode_header("SARA-R500S-00B-00");
        std::copy(header.begin(), header.end(), cells.begin());
        CHECK_THROWS_WITH(bench.on(cells),
                          "flash belongs to a SARA-R500S-00B-00, not to a SARA-R510M8S-01B-00");
    }
    SECTION("a damaged header") {
        const auto header = encode_header(bench.product.type_number);
        std::copy(header.begin(), header.end(), cells.begin());
        cells[20] ^= 1;
        CHECK_THROWS_AS(bench.on(cells), WrongFlash);
    }
    SECTION("too small") {
        cells.resize(1000);
        CHECK_THROWS_AS(bench.on(cells), std::invalid_argument);
    }
}

TEST_CASE("A profile that does not fit the flash is refused", "[storage][factory]") {
    Bench bench;
    SECTION("user area") {
        bench.profile.user_area_bytes = 4U << 20U;
    }
    SECTION("FOAT area") {
        bench.profile.foat_area_bytes = 9U << 20U;
    }
    SECTION("image") {
        bench.profile.image_bytes = 9U << 20U;
    }
    CHECK_THROWS_AS(bench.in_memory(), std::invalid_argument);
}

TEST_CASE("The RoT update file is stored, takes user space and goes", "[storage][security-5]") {
    Bench bench;
    const auto storage = bench.in_memory();
    const Buffer file = make_rot_file("2.0");
    REQUIRE(storage->rot.replace_file("2.0", file));
    storage->mount();
    CHECK(storage->rot.read_file() == file);
    CHECK(storage->rot.file()->version == "2.0");
    CHECK(storage->files.free_bytes(Tag::User) == 843'776);
    REQUIRE(storage->rot.set_chip_version("2.0"));
    REQUIRE(storage->rot.remove_file());
    storage->mount();
    CHECK(storage->rot.chip_version() == "2.0");
    CHECK(storage->rot.read_file().empty());
    CHECK(storage->files.free_bytes(Tag::User) == 1'048'576);
}

TEST_CASE("A power cut never leaves a mixed RoT file", "[storage][security-5][power-cut]") {
    using testing::FlashBench;
    const Buffer first = noise(20'000, 1);
    const Buffer second = noise(20'000, 2);
    const testing::Steps<RotStore> steps{
        [&](RotStore& rot) { CHECK(rot.replace_file("1", first)); },
        [&](RotStore& rot) { CHECK(rot.replace_file("2", second)); },
    };
    testing::cut_at_every_write<RotStore>(
        [](FlashBench& flash) {
            return std::make_unique<RotStore>(flash.partition(Region::Rot),
                                              flash.partition(Region::RotFile));
        },
        steps,
        [&](RotStore& rot, std::size_t complete) {
            CAPTURE(complete);
            if (const auto file = rot.file()) {
                CHECK(rot.read_file() == (file->version == "1" ? first : second));
            }
            REQUIRE(rot.replace_file("3", first));
            CHECK(rot.read_file() == first);
        });
}

TEST_CASE("Everything that survives can be inspected", "[storage]") {
    Bench bench;
    const auto storage = bench.in_memory();
    const auto json = storage->to_json();
    for (const char* key : {"product", "firmware", "staging", "files", "nvm", "certificates", "rot",
                            "journal", "rf_calibration"}) {
        CAPTURE(key);
        CHECK(json.contains(key));
    }
    CHECK(json["firmware"]["version"] == "03.15,A00.01");
    CHECK(json["product"] == "SARA-R510M8S-01B-00");
}
