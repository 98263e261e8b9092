#include "models/storage/file_system.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_bench.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

using namespace sara;
using namespace sara::storage;
using testing::add;
using testing::FlashBench;
using testing::kFileLimits;
using testing::noise;
using testing::text_of;
using Bench = testing::FileSystemBench;
using Names = std::vector<std::string>;

TEST_CASE("A write appends to the file that is there", "[storage][file-system][file-system-2.1]") {
    Bench bench;
    REQUIRE(add(*bench.files, "postdata.txt", "hello "));
    REQUIRE(add(*bench.files, "postdata.txt", "world"));
    bench.power_cycle();
    CHECK(text_of(*bench.files, "postdata.txt") == "hello world");
    CHECK(*bench.files->size(Tag::User, "postdata.txt") == 11);
}

TEST_CASE("Appending across pages and sectors keeps every byte",
          "[storage][file-system][file-system-2.1]") {
    Bench bench;
    const Buffer all = noise(40'000);
    std::size_t at = 0;
    for (std::size_t size = 1; at < all.size(); size = size * 3 % 5003) {  // 1, 3, 9 ... odd sizes
        const std::size_t count = std::min(size, all.size() - at);
        const Bytes piece = Bytes(all).subspan(at, count);
        REQUIRE(bench.files->write(Tag::User, "f", WriteMode::Append, piece));
        REQUIRE(add(*bench.files, fmt::format("between {}", at % 5), "x"));  // splits the extents
        at += count;
    }
    bench.power_cycle();
    CHECK(*bench.files->read(Tag::User, "f") == all);
}

TEST_CASE("Bytes of any value come back as they were", "[storage][file-system][file-system-5]") {
    Bench bench;
    Buffer all(256);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
    REQUIRE(bench.files->write(Tag::User, "all", WriteMode::Append, all));
    CHECK(*bench.files->read(Tag::User, "all") == all);
}

TEST_CASE("Part of a file ends at its end", "[storage][file-system][file-system-2.4]") {
    Bench bench;
    REQUIRE(add(*bench.files, "f", "hello world"));
    const auto part = [&](std::size_t offset, std::size_t size) {
        return bench.files->read(Tag::User, "f", offset, size);
    };
    CHECK(sim::as_text(*part(6, 5)) == "world");
    CHECK(sim::as_text(*part(6, 64000)) == "world");
    CHECK(sim::as_text(*part(10, 1)) == "d");
    CHECK(part(11, 1).error() == FileError::Range);
    CHECK(bench.files->read(Tag::User, "g", 0, 1).error() == FileError::NotFound);
}

TEST_CASE("Names have 1-248 characters, none of them forbidden",
          "[storage][file-system][file-system-1]") {
    Bench bench;
    CHECK(add(*bench.files, std::string(248, 'n'), "x"));
    CHECK(add(*bench.files, "a.b-c_d e#1", "x"));
    CHECK(add(*bench.files, std::string(249, 'n'), "x").error() == FileError::IllegalName);
    CHECK(add(*bench.files, "", "x").error() == FileError::IllegalName);
    for (const char forbidden : std::string_view("/*:%\\|\"<>?")) {
        const std::string name = std::string("a") + forbidden + "b";
        CAPTURE(name);
        CHECK(add(*bench.files, name, "x").error() == FileError::IllegalName);
    }
}

TEST_CASE("Each tag has its own names; they are listed in order of creation",
          "[storage][file-system][file-system-1.1]") {
    Bench bench;
    REQUIRE(add(*bench.files, "z", "user"));
    REQUIRE(add(*bench.files, "a", "script", Tag::Xlwm2m));
    REQUIRE(add(*bench.files, "a", "user too"));
    REQUIRE(add(*bench.files, "Z", "case counts"));
    REQUIRE(add(*bench.files, "z", " appended"));
    for (int life = 0; life < 2; ++life) {
        CHECK(bench.files->list(Tag::User) == Names{"z", "a", "Z"});
        CHECK(bench.files->list(Tag::Xlwm2m) == Names{"a"});
        CHECK(bench.files->list(Tag::Gnss).empty());
        CHECK(text_of(*bench.files, "a", Tag::Xlwm2m) == "script");
        bench.power_cycle();
    }
    CHECK(find_tag("XLWM2M") == Tag::Xlwm2m);
    CHECK_FALSE(find_tag("user").has_value());
    CHECK_FALSE(find_tag("AUDIO").has_value());
}

TEST_CASE("Free space is exact to the byte", "[storage][file-system][file-system-5]") {
    Bench bench;
    FileSystem& files = *bench.files;
    CHECK(files.free_bytes(Tag::User) == 1'048'576);
    REQUIRE(add(files, "a", "12345"));
    REQUIRE(add(files, "b", "1", Tag::Gnss));  // the tags share it
    CHECK(files.free_bytes(Tag::User) == 1'048'570);
    CHECK(files.free_bytes(Tag::Xlwm2m) == 1'048'570);
    REQUIRE(add(files, "a", "678"));
    CHECK(files.free_bytes(Tag::User) == 1'048'567);
    REQUIRE(files.remove(Tag::User, "a"));
    CHECK(files.free_bytes(Tag::User) == 1'048'575);
    CHECK(files.free_bytes(Tag::Foat) == 8U << 20U);
    CHECK(files.open(Tag::User, "c", WriteMode::Append, 1'048'576).error() == FileError::NoSpace);

    const Buffer rest = noise(1'048'575);
    REQUIRE(files.write(Tag::User, "c", WriteMode::Append, rest));
    CHECK(files.free_bytes(Tag::User) == 0);
    CHECK(add(files, "c", "x").error() == FileError::NoSpace);
    CHECK(add(files, "d", "x").error() == FileError::NoSpace);
    bench.power_cycle();
    CHECK(files.free_bytes(Tag::User) == 0);
    CHECK(*files.read(Tag::User, "c") == rest);
}

TEST_CASE("The RoT update file takes user space until it is used",
          "[storage][file-system][security-5]") {
    FlashBench bench;
    std::size_t reserved = 204'800;
    FileSystem files(bench.partition(Region::FsMeta), bench.partition(Region::Files),
                     bench.partition(Region::Foat), kFileLimits, [&] { return reserved; });
    files.mount();
    CHECK(files.free_bytes(Tag::User) == 843'776);
    CHECK(files.open(Tag::User, "f", WriteMode::Append, 843'777).error() == FileError::NoSpace);
    reserved = 0;
    CHECK(files.free_bytes(Tag::User) == 1'048'576);
}

TEST_CASE("256 files fit whatever their last blocks waste, the 257th does not",
          "[storage][file-system][file-system-1]") {
    Bench bench;
    FileSystem& files = *bench.files;
    // One byte first, so that each file ends in a block of its own; the rest fills up the space.
    for (int i = 0; i < 256; ++i) REQUIRE(add(files, fmt::format("file {}", i), "x"));
    CHECK(add(files, "one more", "x").error() == FileError::TooManyFiles);
    CHECK(add(files, "one more", "x", Tag::Profile).error() == FileError::TooManyFiles);
    CHECK(add(files, "package", "x", Tag::Foat));
    const Buffer rest = noise(4096);
    for (int i = 0; i < 255; ++i) {
        const std::string name = fmt::format("file {}", i);
        REQUIRE(files.write(Tag::User, name, WriteMode::Append, rest));
    }
    CHECK(files.free_bytes(Tag::User) == 1'048'576 - 256 - 255 * 4096);
    bench.power_cycle();
    CHECK(files.list(Tag::User).size() == 256);
    CHECK(*files.read(Tag::User, "file 254", 1, 4096) == rest);
    REQUIRE(files.remove(Tag::User, "file 0"));
    CHECK(add(files, "one more", "x"));
}

TEST_CASE("FOAT holds one package, whatever name the host gives",
          "[storage][file-system][file-system-1.2]") {
    Bench bench;
    FileSystem& files = *bench.files;
    REQUIRE(add(files, "delta", "first", Tag::Foat));
    CHECK(files.list(Tag::Foat) == Names{"updatePackage.bin"});
    CHECK(*files.size(Tag::Foat, kPackageName) == 5);
    CHECK(files.size(Tag::Foat, "delta").error() == FileError::NotFound);
    REQUIRE(add(files, "other", " second", Tag::Foat));  // appends, as everywhere
    CHECK(text_of(files, kPackageName, Tag::Foat) == "first second");
    REQUIRE(files.write(Tag::Foat, "", WriteMode::Overwrite, sim::as_bytes("third")));
    CHECK(text_of(files, kPackageName, Tag::Foat) == "third");
    CHECK_FALSE(host_may_read(Tag::Foat));
    REQUIRE(files.remove(Tag::Foat, kPackageName));
    CHECK(files.list(Tag::Foat).empty());
    CHECK(files.free_bytes(Tag::Foat) == 8U << 20U);
}

TEST_CASE("A package of 8 MiB fits beside a transfer of 8 MiB", "[storage][file-system][slow]") {
    Bench bench;
    FileSystem& files = *bench.files;
    const Buffer package = noise(8U << 20U);
    REQUIRE(files.write(Tag::Foat, "", WriteMode::Append, package));
    CHECK(files.free_bytes(Tag::Foat) == 0);
    auto transfer = files.open_transfer();
    REQUIRE(transfer.append(package));
    CHECK(transfer.append(noise(1)).error() == FileError::NoSpace);
    REQUIRE(transfer.commit());
    bench.power_cycle();
    CHECK(files.read_transfer() == package);
    CHECK(*files.read(Tag::Foat, kPackageName) == package);
    CHECK(files.list(Tag::Foat) == Names{"updatePackage.bin"});  // the transfer stays hidden
    REQUIRE(files.remove_transfer());
    CHECK_FALSE(files.transfer_size().has_value());
}

TEST_CASE("A transfer replaces the one before", "[storage][file-system][firmware-update-3.6]") {
    Bench bench;
    FileSystem& files = *bench.files;
    CHECK(files.remove_transfer().error() == FileError::NotFound);
    auto first = files.open_transfer();
    REQUIRE(first.append(noise(5000)));
    auto second = files.open_transfer();  // the sender began anew
    REQUIRE(second.append(noise(300)));
    REQUIRE(second.commit());
    CHECK(files.transfer_size() == 300U);
    auto third = files.open_transfer();
    REQUIRE(third.append(noise(2)));
    bench.power_cycle();
    CHECK_FALSE(files.transfer_size().has_value());
}

TEST_CASE("Removing a tag's files leaves the others", "[storage][file-system][firmware-update-8]") {
    Bench bench;
    FileSystem& files = *bench.files;
    for (const Tag tag : kTags) REQUIRE(add(files, "f", name_of(tag), tag));
    REQUIRE(add(files, "g", "second"));
    CHECK(files.remove(Tag::User, "nope").error() == FileError::NotFound);
    SECTION("all of USER") {
        REQUIRE(files.remove_all(Tag::User));
        bench.power_cycle();
        CHECK(files.list(Tag::User).empty());
        CHECK(text_of(files, "f", Tag::Xlwm2m) == "XLWM2M");
    }
    SECTION("+UFACTORY=1,0: the sectors too") {
        REQUIRE(files.erase_user_area());
        bench.power_cycle();
        CHECK(files.list(Tag::Gnss).empty());
        CHECK(files.free_bytes(Tag::User) == 1'048'576);
        for (std::size_t i = 0; i < 8; ++i) CHECK(bench.partition(Region::Files).is_blank(i));
    }
    CHECK(text_of(files, kPackageName, Tag::Foat) == "FOAT");
}

TEST_CASE("What the file system holds can be inspected", "[storage][file-system]") {
    Bench bench;
    REQUIRE(add(*bench.files, "f", "abc"));
    auto transfer = bench.files->open_transfer();
    REQUIRE(transfer.append(sim::as_bytes("abc")));
    REQUIRE(transfer.commit());
    const auto abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const auto json = bench.files->to_json();
    CHECK(json["USER"] == nlohmann::json{{{"name", "f"}, {"size", 3}, {"sha256", abc}}});
    CHECK(json["FOAT"].empty());
    CHECK(json["transfer"]["sha256"] == abc);
    CHECK(json["free_bytes"]["user"] == 1'048'573);
    REQUIRE(add(*bench.files, "f", "d"));
    CHECK(bench.files->to_json()["USER"][0]["sha256"] != abc);
}
