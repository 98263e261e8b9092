#include "models/storage/firmware_build.hpp"
#include "models/storage/firmware_image.hpp"
#include "models/storage/firmware_slot.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/flash_bench.hpp"

#include <algorithm>
#include <stdexcept>

using namespace sara;
using namespace sara::storage;
using testing::FlashBench;
using testing::noise;

namespace {

const products::Product& product() {
    return products::default_product();
}

Buffer image_of(std::string_view version, std::size_t size = 30'000) {
    return make_firmware(product(), version, "A00.01", size);
}

ImageInfo info_with_files() {
    return {.model = "SARA-R510M8S-01B",
            .modem_version = "03.20",
            .app_version = "A00.02",
            .default_mno_profile = 90,
            .rot_version = "2.0",
            .rot_size = 100,
            .files = {{.tag = Tag::Xlwm2m, .name = "object.lua", .size = 20},
                      {.tag = Tag::Profile, .name = "profile", .size = 3}}};
}

std::unique_ptr<FirmwareSlot> make_slot(FlashBench& bench) {
    return std::make_unique<FirmwareSlot>(bench.partition(Region::Image));
}

}  // namespace

TEST_CASE("An image says what it is and where its files lie", "[storage][firmware]") {
    const Buffer payload = noise(1000);
    Buffer image = build_image(info_with_files(), payload);
    image.resize(image.size() + 50, 0x1A);  // Xmodem's padding
    const auto info = verify_image(image);
    REQUIRE(info);
    CHECK(to_json(*info) == to_json(info_with_files()));
    CHECK(info->version() == "03.20,A00.02");

    const auto layout = layout_of(*parse_header(image), *info);
    const auto at = [&](std::size_t offset, std::size_t size) {
        return Buffer(image.begin() + static_cast<std::ptrdiff_t>(offset),
                      image.begin() + static_cast<std::ptrdiff_t>(offset + size));
    };
    const auto of_payload = [&](std::size_t offset, std::size_t size) {
        return Buffer(payload.begin() + static_cast<std::ptrdiff_t>(offset),
                      payload.begin() + static_cast<std::ptrdiff_t>(offset + size));
    };
    CHECK(at(layout.rot_offset, 100) == of_payload(877, 100));
    CHECK(at(layout.file_offsets[0], 20) == of_payload(977, 20));
    CHECK(at(layout.file_offsets[1], 3) == of_payload(997, 3));
}

TEST_CASE("Every flipped bit of an image is found", "[storage][firmware]") {
    const Buffer image = build_image(info_with_files(), noise(200));
    for (std::size_t at = 0; at < image.size(); ++at) {
        Buffer damaged = image;
        damaged[at] ^= 0x10;
        CAPTURE(at);
        CHECK_FALSE(verify_image(damaged).has_value());
    }
}

TEST_CASE("Bytes that are no image are told apart", "[storage][firmware]") {
    const Buffer image = build_image(info_with_files(), noise(200));
    const auto fault = [](Bytes bytes) { return verify_image(bytes).error(); };
    CHECK(fault(Buffer(5000, 0xFF)) == ImageFault::Empty);
    CHECK(fault(noise(5000)) == ImageFault::Header);
    CHECK(fault({}) == ImageFault::Header);
    CHECK(fault(Bytes(image).first(image.size() - 1)) == ImageFault::Header);
    Buffer damaged = image;
    damaged.back() ^= 1;
    CHECK(fault(damaged) == ImageFault::Digest);
    for (const char* text : {"", "[]", "{}", R"({"model": 1})", "{\"model\": \"\xFF\"}"}) {
        CAPTURE(text);
        CHECK(parse_manifest(text).error() == ImageFault::Manifest);
    }
    auto manifest = to_json(info_with_files());
    manifest["files"][0]["tag"] = "FOAT";
    CHECK(parse_manifest(manifest.dump()).error() == ImageFault::Manifest);
}

TEST_CASE("Firmware of a model differs in about a tenth between versions",
          "[storage][firmware][firmware-update-1]") {
    constexpr std::size_t kSize = 1'000'000;
    const Buffer old_code = make_code("SARA-R510M8S-01B", "03.15,A00.01", kSize);
    const Buffer new_code = make_code("SARA-R510M8S-01B", "03.20,A00.01", kSize);
    CHECK(old_code == make_code("SARA-R510M8S-01B", "03.15,A00.01", kSize));
    std::size_t differing = 0;
    for (std::size_t i = 0; i < kSize; ++i) differing += old_code[i] != new_code[i] ? 1 : 0;
    CHECK(differing > kSize / 10);
    CHECK(differing < kSize / 4);
    CHECK(make_code("SARA-R500S-00B", "03.15,A00.01", kSize) != old_code);
}

TEST_CASE("Firmware has the size asked for and carries a RoT file if it is large enough",
          "[storage][firmware][security-5]") {
    const Buffer small = image_of("03.15", 20'000);
    CHECK(small.size() == 20'000);
    CHECK(verify_image(small)->rot_size == 0);
    const Buffer large = image_of("03.15", 500'000);
    CHECK(large.size() == 500'000);
    const auto info = verify_image(large);
    REQUIRE(info);
    CHECK(info->model == "SARA-R510M8S-01B");
    CHECK(info->rot_size == 204'800);
    const auto rot = make_rot_file(info->rot_version);
    CHECK(std::equal(rot.begin(), rot.end(), large.end() - 204'800));
    CHECK_THROWS_AS(image_of("03.15", 4095), std::invalid_argument);
}

TEST_CASE("A slot holds the image that was written", "[storage][firmware-slot]") {
    FlashBench bench;
    const auto slot = make_slot(bench);
    CHECK(slot->info().error() == ImageFault::Empty);
    CHECK_FALSE(slot->digest().has_value());
    CHECK(slot->read_all().empty());

    const Buffer image = image_of("03.15");
    REQUIRE(slot->write(image));
    CHECK(slot->is_valid());
    CHECK(slot->info()->version() == "03.15,A00.01");
    CHECK(slot->read_all() == image);
    CHECK(slot->read(64, 100) == Buffer(image.begin() + 64, image.begin() + 164));
    CHECK(slot->digest() == sha256(Bytes(image).subspan(ImageHeader::kBytes)));
    CHECK(slot->to_json()["valid"] == true);

    const Buffer shorter = image_of("03.20", 10'000);
    REQUIRE(slot->write(shorter));
    CHECK(slot->read_all() == shorter);
    CHECK(slot->verify()->modem_version == "03.20");
}

TEST_CASE("A slot is invalid while it is written", "[storage][firmware-slot]") {
    FlashBench bench;
    const auto slot = make_slot(bench);
    const Buffer image = image_of("03.15");
    REQUIRE(slot->write(image));
    REQUIRE(slot->begin_write());
    CHECK(slot->verify().error() == ImageFault::Empty);
    for (std::size_t i = 0; i < sectors_for(image.size()); ++i) {
        const std::size_t at = i * kSectorBytes;
        const auto size = std::min(kSectorBytes, image.size() - at);
        REQUIRE(slot->write_sector(i, Bytes(image).subspan(at, size)));
        CHECK_FALSE(slot->is_valid());
    }
    REQUIRE(slot->finish());
    CHECK(slot->is_valid());
}

TEST_CASE("Damage in the flash is seen, even after the digest was known",
          "[storage][firmware-slot]") {
    FlashBench bench;
    const auto slot = make_slot(bench);
    REQUIRE(slot->write(image_of("03.15")));
    REQUIRE(slot->is_valid());
    const auto before = slot->digest();
    Partition image = bench.partition(Region::Image);
    REQUIRE(image.program(9000, Buffer(16, 0x00)));
    CHECK(slot->verify().error() == ImageFault::Digest);
    CHECK(slot->digest() != before);
    CHECK(slot->to_json()["fault"] == "digest");
    CHECK(slot->info()->modem_version == "03.15");
}

TEST_CASE("A slot reports a flash that fails", "[storage][firmware-slot]") {
    FlashBench bench;
    const auto slot = make_slot(bench);
    bench.flash.set_faulty(Region::Image, true);
    CHECK_FALSE(slot->write(image_of("03.15")));
}

TEST_CASE("A power cut at any write leaves the old image, none, or the new one, never a mixture",
          "[storage][firmware-slot][power-cut][firmware-update-3.6]") {
    const Buffer old_image = image_of("03.15");
    const Buffer new_image = image_of("03.20", 40'000);
    const testing::Steps<FirmwareSlot> steps{
        [&](FirmwareSlot& slot) { CHECK(slot.write(old_image)); },
        [&](FirmwareSlot& slot) { CHECK(slot.write(new_image)); },
    };
    std::size_t without = 0;
    const auto cuts = testing::cut_at_every_write<FirmwareSlot>(
        make_slot, steps, [&](FirmwareSlot& slot, std::size_t complete) {
            if (slot.is_valid()) {
                const Buffer found = slot.read_all();
                const bool is_whole = found == new_image || found == old_image;
                REQUIRE(is_whole);
            } else {
                ++without;
            }
            REQUIRE(steps[complete]);
            REQUIRE(slot.write(new_image));  // the boot ROM tries again
            REQUIRE(slot.is_valid());
            REQUIRE(slot.read_all() == new_image);
        });
    CHECK(cuts > 40);
    CHECK(without > 30);
}
