#include "models/update/package.hpp"

#include "models/storage/firmware_build.hpp"
#include "models/storage/firmware_image.hpp"
#include "models/update/package_recipe.hpp"
#include "tests/support/catch.hpp"

using namespace sara;
using namespace sara::update;
using storage::Buffer;

namespace {

constexpr std::uint32_t kImageBytes = 65'536;
const std::string kFactory = "03.15,A00.01";
const std::string kNext = "03.16,A00.01";

/// A module with a small firmware, as a package meets it.
struct Module {
    explicit Module(const products::Product& type = products::default_product()) : product(type) {
        profile = products::Profile::for_product(product);
        profile.image_bytes = kImageBytes;
        image = storage::make_firmware(product, product.modem_version, product.app_version,
                                       kImageBytes);
    }

    Target target() const {
        return {
            product, profile,
            InstalledFirmware{*storage::parse_image(image), storage::parse_header(image)->digest}};
    }

    const products::Product& product;
    products::Profile profile;
    Buffer image;
};

PackageRecipe recipe(PackageKind kind) {
    PackageRecipe recipe;
    recipe.kind = kind;
    recipe.to = kNext;
    recipe.size = kImageBytes;
    recipe.image_size = kImageBytes;
    recipe.delta_size = kind == PackageKind::Delta ? 8192 : 0;
    return recipe;
}

Verdict verdict_of(const Buffer& package, const Module& module = Module()) {
    const auto parsed = parse_package(package);
    const bool is_delta = parsed && parsed->header.kind == PackageKind::Delta;
    return validate(package, is_delta ? Method::Ufwinstall : Method::Foat, module.target());
}

std::string version_of(const Buffer& image) {
    return storage::verify_image(image)->version();
}

}  // namespace

TEST_CASE("Install codes are those of the reference", "[update][firmware-update-6]") {
    struct Row {
        int code;
        FlashWritten written;
        bool on_r5;
    };
    using enum FlashWritten;
    const std::vector<Row> reference = {
        {128, Yes, true},   {129, No, true},  {130, Maybe, true}, {131, No, true},
        {132, No, false},   {134, No, false}, {140, Maybe, true}, {141, No, true},
        {144, No, true},    {145, No, false}, {148, No, true},    {158, No, true},
        {160, Yes, true},   {168, No, true},  {173, No, true},    {174, No, true},
        {178, Maybe, true}, {180, No, true},  {195, Yes, true},   {224, Yes, true},
        {227, No, true},    {230, No, false}, {247, No, true}};
    REQUIRE(kInstallCodes.size() == reference.size());
    for (std::size_t i = 0; i < reference.size(); ++i) {
        const InstallCodeRow& row = kInstallCodes[i];
        CHECK(number_of(row.code) == reference[i].code);
        CHECK(row.written == reference[i].written);
        CHECK(row.on_r5 == reference[i].on_r5);
        CHECK(&row_of(row.code) == &row);
    }
}

TEST_CASE("No fault of a package leads to a code of another series", "[update]") {
    for (const PackageFaultRow& row : package_faults()) {
        CHECK(row_of(row.code).on_r5);
        CHECK(row_of(row.code).written != FlashWritten::Yes);
    }
}

TEST_CASE("A sound package is valid and gives the new image", "[update][package]") {
    const auto kind = GENERATE(PackageKind::Full, PackageKind::Delta);
    const Module module;
    const Buffer package = make_package(recipe(kind));
    CHECK(package.size() == (kind == PackageKind::Delta ? 8192 : kImageBytes));
    REQUIRE(verdict_of(package).ok());
    const auto image = new_image(package, module.image, module.target());
    REQUIRE(image.has_value());
    CHECK(version_of(*image) == kNext);
    CHECK(storage::parse_image(*image)->model == "SARA-R510M8S-01B");
}

TEST_CASE("Each damage leads to its code", "[update][package][firmware-update-6]") {
    struct Row {
        Damage damage;
        PackageFault fault;
        int code;
        FoundAt found_at;
    };
    using enum FoundAt;
    const auto row = GENERATE(
        Row{Damage::FlipPayloadBit, PackageFault::PayloadCorrupted, 148, ValidationEnd},
        Row{Damage::FlipHeaderBit, PackageFault::HeaderCorrupted, 148, ValidationStart},
        Row{Damage::Truncate, PackageFault::Truncated, 148, ValidationEnd},
        Row{Damage::NotAPackage, PackageFault::NotAPackage, 158, ValidationStart},
        Row{Damage::FormatVersion, PackageFault::FormatVersion, 174, ValidationStart},
        Row{Damage::LengthField, PackageFault::SizeMismatch, 180, ValidationStart},
        Row{Damage::Append, PackageFault::SizeMismatch, 180, ValidationStart},
        Row{Damage::BreakSignature, PackageFault::SignatureMismatch, 173, ValidationEnd},
        Row{Damage::SignWithOtherKey, PackageFault::SignatureMismatch, 173, ValidationEnd});
    const auto kind = GENERATE(PackageKind::Full, PackageKind::Delta);
    PackageRecipe damaged = recipe(kind);
    damaged.damage = row.damage;
    const Verdict verdict =
        validate(make_package(damaged),
                 kind == PackageKind::Full ? Method::Foat : Method::Ufwinstall, Module().target());
    CHECK(verdict.fault == row.fault);
    CHECK(number_of(verdict.code()) == row.code);
    CHECK(verdict.found_at() == row.found_at);
}

TEST_CASE("A package for another product or start is refused",
          "[update][package][firmware-update-6]") {
    PackageRecipe wrong = recipe(PackageKind::Delta);
    PackageFault expected{};
    SECTION("01B firmware on a 00B module and the like: other product") {
        wrong.product = "SARA-R510S-01B-00";
        expected = PackageFault::WrongProduct;
    }
    SECTION("a full package for another product") {
        wrong = recipe(PackageKind::Full);
        wrong.product = "SARA-R510M8S-00B-00";
        expected = PackageFault::WrongProduct;
    }
    SECTION("start version") {
        wrong.from = "03.14,A00.01";
        expected = PackageFault::WrongStartVersion;
    }
    SECTION("another image of the start version") {
        wrong.image_size = kImageBytes + 4096;
        expected = PackageFault::BaseImageDiffers;
    }
    const Verdict verdict = verdict_of(make_package(wrong));
    CHECK(verdict.fault == expected);
    CHECK(number_of(verdict.code()) == 168);
}

TEST_CASE("Without firmware there is no start for a delta, but for a full package",
          "[update][package]") {
    const Module module;
    const Target broken{module.product, module.profile, std::nullopt};
    CHECK(validate(make_package(recipe(PackageKind::Full)), Method::Foat, broken).ok());
    CHECK(validate(make_package(recipe(PackageKind::Delta)), Method::Ufwinstall, broken).fault ==
          PackageFault::WrongStartVersion);
}

TEST_CASE("Each way of updating takes its own kind of package",
          "[update][package][firmware-update-1]") {
    const Module module;
    const auto kind = GENERATE(PackageKind::Full, PackageKind::Delta, PackageKind::EasyFlash);
    const auto method =
        GENERATE(Method::Ufota, Method::Foat, Method::Ufwinstall, Method::EasyFlash);
    const Verdict verdict = validate(make_package(recipe(kind)), method, module.target());
    CHECK(verdict.ok() == (kind_for(method) == kind));
    if (!verdict.ok()) CHECK(number_of(verdict.code()) == 158);
}

TEST_CASE("A module without a sound public key says 227", "[update][package][firmware-update-6]") {
    Module module;
    module.profile.package_public_key = GENERATE("", "abc", "zz");
    const Verdict verdict = verdict_of(make_package(recipe(PackageKind::Full)), module);
    CHECK(verdict.fault == PackageFault::PublicKeyMissing);
    CHECK(number_of(verdict.code()) == 227);
}

TEST_CASE("No bit of a package can be changed unnoticed", "[update][package]") {
    const Module module;
    PackageRecipe small = recipe(PackageKind::Delta);
    small.delta_size = 2048;
    Buffer package = make_package(small);
    REQUIRE(verdict_of(package, module).ok());
    for (std::size_t bit = 0; bit < 8 * package.size(); bit += bit < 8 * 272 ? 1 : 61) {
        const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
        package[bit / 8] ^= mask;
        const Verdict verdict = validate(package, Method::Ufwinstall, module.target());
        package[bit / 8] ^= mask;
        if (verdict.ok()) FAIL("bit " << bit);
    }
}

TEST_CASE("A package cut anywhere is refused", "[update][package]") {
    const Module module;
    const Buffer package = make_package(recipe(PackageKind::Full));
    for (std::size_t size = 0; size < package.size(); size += size < 300 ? 1 : 997) {
        const storage::Bytes cut = storage::Bytes(package).first(size);
        const Verdict verdict = validate(cut, Method::Foat, module.target());
        const auto expected = size < 8 ? PackageFault::NotAPackage : PackageFault::Truncated;
        if (verdict.fault != expected) FAIL(size << " bytes: " << verdict.text());
    }
}

TEST_CASE("What Xmodem fills up is taken off, anything else is not",
          "[update][firmware-update-3.3]") {
    const Buffer package = make_package(recipe(PackageKind::Full));
    Buffer padded = package;
    padded.resize(package.size() + GENERATE(0U, 1U, 127U, 1023U), 0x1A);
    CHECK(without_padding(padded).size() == package.size());
    padded.resize(package.size() + 1024, 0x1A);
    CHECK(without_padding(padded).size() == padded.size());
    const Buffer text(500, 'x');
    CHECK(without_padding(text).size() == 500);
}

TEST_CASE("A file in an unknown format installs where the profile lets it", "[update][package]") {
    Module module;
    const Buffer vendor_file(20'000, 0x77);
    CHECK(number_of(verdict_of(vendor_file, module).code()) == 158);

    module.profile.accept_opaque_package = true;
    module.profile.opaque_version = "03.30,A00.02";
    CHECK(verdict_of(vendor_file, module).ok());
    const auto image = new_image(vendor_file, module.image, module.target());
    REQUIRE(image.has_value());
    CHECK(version_of(*image) == "03.30,A00.02");
    const Buffer erased(kImageBytes, 0xFF);
    CHECK(version_of(*new_image(vendor_file, erased, module.target())) == "03.30,A00.02");

    SECTION("but one of our own that is damaged is still refused") {
        PackageRecipe damaged = recipe(PackageKind::Full);
        damaged.damage = Damage::FlipPayloadBit;
        CHECK_FALSE(verdict_of(make_package(damaged), module).ok());
    }
}

TEST_CASE("A patch on another image than it was made for fails", "[update][package]") {
    const Module module;
    const Buffer package = make_package(recipe(PackageKind::Delta));
    Buffer other = module.image;
    SECTION("one byte differs") {
        other[20'000] ^= 1U;
    }
    SECTION("shorter") {
        other.resize(30'000);
    }
    SECTION("nothing there") {
        other.clear();
    }
    const auto image = new_image(package, other, module.target());
    REQUIRE_FALSE(image.has_value());
    CHECK(number_of(row_of(image.error()).code) == 140);
}

TEST_CASE("A recipe gives the size it is asked for, and always the same bytes",
          "[update][package]") {
    PackageRecipe asked = recipe(PackageKind::Delta);
    asked.image_size = 1'000'000;
    asked.delta_size = GENERATE(2'000U, 5'000U, 99'999U, 450'000U);
    const Buffer package = make_package(asked);
    CHECK(package.size() == asked.delta_size);
    CHECK(make_package(asked) == package);
    asked.delta_size = 0;
    CHECK(make_package(asked).size() < 350'000);  // as it comes: a tenth of the code, the RoT file
}

TEST_CASE("The new firmware brings RoT firmware and files",
          "[update][package][firmware-update-8]") {
    const auto kind = GENERATE(PackageKind::Full, PackageKind::Delta);
    PackageRecipe rich = recipe(kind);
    rich.image_size = 400'000;
    rich.size = 400'000;
    rich.rot_version = "2.7";
    rich.files = {{"object_1.json", {'a', 'b', 'c'}}, {"empty", {}}};
    if (kind == PackageKind::Delta) rich.delta_size = 300'000;
    Module module;
    module.image = storage::make_firmware(module.product, "03.15", "A00.01", 400'000);
    const auto image = new_image(make_package(rich), module.image, module.target());
    REQUIRE(image.has_value());
    const auto info = storage::verify_image(*image);
    REQUIRE(info.has_value());
    CHECK(info->rot_version == "2.7");
    CHECK(info->rot_size > 0);
    REQUIRE(info->files.size() == 2);
    CHECK(info->files[0].name == "object_1.json");
    const auto layout = storage::layout_of(*storage::parse_header(*image), *info);
    CHECK((*image)[layout.file_offsets[0]] == 'a');
}

TEST_CASE("A recipe that cannot be says why, in one line", "[update][package]") {
    PackageRecipe bad = recipe(PackageKind::Delta);
    std::string about;
    SECTION("product") {
        bad.product = "SARA-R4";
        about = "product: 'SARA-R4' is unknown";
    }
    SECTION("version") {
        bad.to = "03.16";
        about = "to: '03.16' is no version";
    }
    SECTION("start version") {
        bad.from = "x";
        about = "from: 'x' is no version";
    }
    SECTION("delta too small") {
        bad.delta_size = 400;
        about = "delta_size: 400 bytes is too small";
    }
    SECTION("delta too large") {
        bad.delta_size = 10 * kImageBytes;
        about = "delta_size: 655360 bytes is too large";
    }
    SECTION("version too long") {
        bad.to = "03.16,A0000000000000000000000000000";
        about = "version '03.16,A0000000000000000000000000000' is too long";
    }
    SECTION("image too large") {
        bad = recipe(PackageKind::Full);
        bad.size = 100'000'000;
        about = "size: 99999728 bytes of firmware";
    }
    try {
        make_package(bad);
        FAIL("made it");
    } catch (const std::invalid_argument& error) {
        CHECK_THAT(error.what(), Catch::StartsWith(about));
        CHECK(std::string(error.what()).find('\n') == std::string::npos);
    }
}
