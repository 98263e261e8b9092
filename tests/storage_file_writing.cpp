#include "models/storage/file_system.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_bench.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

using namespace sara;
using namespace sara::storage;
using testing::add;
using testing::noise;
using testing::text_of;
using Bench = testing::FileSystemBench;
using Names = std::vector<std::string>;

TEST_CASE("A file that nobody commits is gone, the part that was there before too",
          "[storage][file-system][R4-p198]") {
    Bench bench;
    FileSystem& files = *bench.files;
    REQUIRE(add(files, "f", "old part"));
    REQUIRE(add(files, "other", "untouched"));
    {
        auto writer = files.open(Tag::User, "f", WriteMode::Append, 1000);
        REQUIRE(writer);
        SECTION("power off") {
            REQUIRE(writer->append(noise(600)));
            const auto writes = bench.flash.writes();
            { const FileWriter gone = std::move(*writer); }
            CHECK(bench.flash.writes() == writes);  // nobody is left to tidy up
        }
        SECTION("given up") {
            REQUIRE(writer->append(noise(600)));
            writer->discard();
        }
    }
    CHECK(text_of(files, "f") == "(none)");
    CHECK(files.free_bytes(Tag::User) == 1'048'576 - 9);
    REQUIRE(add(files, "g", "next"));
    bench.power_cycle();
    CHECK(files.list(Tag::User) == Names{"other", "g"});
    CHECK(text_of(files, "g") == "next");
}

TEST_CASE("A write without a byte changes nothing", "[storage][file-system][R4-p198]") {
    Bench bench;
    FileSystem& files = *bench.files;
    REQUIRE(add(files, "f", "old"));
    const WriteMode mode = GENERATE(WriteMode::Append, WriteMode::Overwrite);
    { const auto writer = files.open(Tag::User, "f", mode, 10); }
    CHECK(text_of(files, "f") == "old");
    bench.power_cycle();
    CHECK(text_of(files, "f") == "old");
}

TEST_CASE("After a time-out the bytes that came stay", "[storage][file-system][file-system-2.1]") {
    Bench bench;
    FileSystem& files = *bench.files;
    REQUIRE(add(files, "f", "old "));
    auto writer = files.open(Tag::User, "f", WriteMode::Append, 1000);
    REQUIRE(writer->append(sim::as_bytes("par")));
    REQUIRE(writer->append(sim::as_bytes("tial")));
    CHECK(writer->written() == 7);
    CHECK(files.free_bytes(Tag::User) == 1'048'576 - 4 - 1000);  // what was declared is reserved
    REQUIRE(writer->commit());
    bench.power_cycle();
    CHECK(text_of(files, "f") == "old partial");
    CHECK(files.free_bytes(Tag::User) == 1'048'576 - 11);
}

TEST_CASE("A file has one writer at a time", "[storage][file-system]") {
    Bench bench;
    FileSystem& files = *bench.files;
    auto writer = files.open(Tag::User, "f", WriteMode::Append, 10);
    REQUIRE(writer);
    CHECK(files.open(Tag::User, "f", WriteMode::Append).error() == FileError::AlreadyOpen);
    CHECK(files.remove(Tag::User, "f").error() == FileError::AlreadyOpen);
    CHECK(files.remove_all(Tag::User).error() == FileError::AlreadyOpen);
    auto other = files.open(Tag::Xlwm2m, "f", WriteMode::Append, 10);
    REQUIRE(other);
    REQUIRE(writer->append(sim::as_bytes("one")));
    REQUIRE(other->append(sim::as_bytes("two")));
    REQUIRE(writer->commit());
    REQUIRE(other->commit());
    CHECK(text_of(files, "f") == "one");
    CHECK(text_of(files, "f", Tag::Xlwm2m) == "two");
}

TEST_CASE("No more bytes are taken than were declared", "[storage][file-system]") {
    Bench bench;
    auto writer = bench.files->open(Tag::User, "f", WriteMode::Append, 4);
    REQUIRE(writer->append(sim::as_bytes("123")));
    CHECK(writer->append(sim::as_bytes("45")).error() == FileError::NoSpace);
    REQUIRE(writer->append(sim::as_bytes("4")));
    REQUIRE(writer->commit());
    CHECK(text_of(*bench.files, "f") == "1234");
}

TEST_CASE("A download overwrites and may need the space of what it replaces",
          "[storage][file-system][file-system-1.2]") {
    Bench bench;
    FileSystem& files = *bench.files;
    REQUIRE(files.write(Tag::User, "f", WriteMode::Append, noise(700'000)));
    const Buffer next = noise(800'000, 2);
    REQUIRE(files.write(Tag::User, "f", WriteMode::Overwrite, next));
    CHECK(*files.read(Tag::User, "f") == next);
    auto endless = files.open(Tag::User, "g", WriteMode::Overwrite);  // of unknown length
    REQUIRE(endless->append(noise(248'576)));
    CHECK(endless->append(noise(1)).error() == FileError::NoSpace);
}

TEST_CASE("A last page that the flash does not take is missing, and that is told",
          "[storage][file-system][file-system-2.1]") {
    Bench bench;
    FileSystem& files = *bench.files;
    auto writer = files.open(Tag::User, "f", WriteMode::Append, 300);
    const Buffer bytes = noise(300);
    REQUIRE(writer->append(bytes));
    bench.flash.set_faulty(Region::Files, true);
    CHECK(writer->commit().error() == FileError::WriteError);
    CHECK(files.read(Tag::User, "f")->size() == 256);
}

TEST_CASE("After a write error the part that was stored stays",
          "[storage][file-system][file-system-2.1]") {
    Bench bench;
    FileSystem& files = *bench.files;
    auto writer = files.open(Tag::User, "f", WriteMode::Append, 10'000);
    const Buffer bytes = noise(10'000);
    REQUIRE(writer->append(Bytes(bytes).first(5000)));
    bench.flash.set_faulty(Region::Files, true);
    CHECK(writer->append(Bytes(bytes).subspan(5000)).error() == FileError::WriteError);
    CHECK(writer->append(noise(1)).error() == FileError::WriteError);
    REQUIRE(writer->commit());
    bench.power_cycle();
    const Buffer found = *files.read(Tag::User, "f");
    CHECK(found.size() == 4864);  // whole pages
    CHECK(std::equal(found.begin(), found.end(), bytes.begin()));
    bench.flash.set_faulty(Region::Files, false);
    bench.flash.set_faulty(Region::FsMeta, true);
    CHECK(files.remove(Tag::User, "f").error() == FileError::WriteError);
    CHECK(add(files, "f", "x").error() == FileError::WriteError);
}
