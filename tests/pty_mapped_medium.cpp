#include "tests/support/catch.hpp"

#include "pty/mapped_medium.hpp"
#include "pty/setup_error.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <string>
#include <vector>

using namespace sara::pty;
using Catch::Matchers::Contains;
using sara::test::TemporaryFolder;

namespace {

constexpr std::size_t kSize = 1U << 20U;

std::string text_at(const MappedMedium& medium, std::size_t offset, std::size_t size) {
    std::vector<std::uint8_t> bytes(size);
    medium.read(offset, bytes);
    return {bytes.begin(), bytes.end()};
}

void put(MappedMedium& medium, std::size_t offset, std::string_view text) {
    medium.write(offset, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

}  // namespace

TEST_CASE("A new flash file is virgin, zero and sparse; an old one is kept", "[pty][flash]") {
    const TemporaryFolder folder;
    const auto path = folder / "flash";
    {
        MappedMedium medium = MappedMedium::open(path, kSize);
        CHECK(medium.is_virgin());
        CHECK(medium.size() == kSize);
        CHECK(text_at(medium, kSize - 2, 2) == std::string(2, '\0'));
        put(medium, 5000, "journal");
    }
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK(status.st_size == kSize);
    CHECK(static_cast<std::size_t>(status.st_blocks) * 512 < kSize / 2);

    const MappedMedium again = MappedMedium::open(path, kSize);
    CHECK_FALSE(again.is_virgin());
    CHECK(text_at(again, 5000, 7) == "journal");
}

TEST_CASE("Two programs do not share a flash, but one may look into it", "[pty][flash]") {
    const TemporaryFolder folder;
    MappedMedium owner = MappedMedium::open(folder / "flash", kSize);
    put(owner, 0, "mine");
    CHECK_THROWS_WITH(MappedMedium::open(folder / "flash", kSize),
                      Contains("another program uses this flash"));

    MappedMedium looking = MappedMedium::look_into(folder / "flash", kSize);
    CHECK(text_at(looking, 0, 4) == "mine");
    put(looking, 0, "ours");
    CHECK(text_at(owner, 0, 4) == "mine");
}

TEST_CASE("A file that cannot be a flash is refused and left alone", "[pty][flash]") {
    const TemporaryFolder folder;
    std::ofstream(folder / "notes") << "not a flash";
    CHECK_THROWS_WITH(MappedMedium::open(folder / "notes", kSize),
                      Contains("has 11 bytes; expected a flash of 1048576 bytes"));
    CHECK(std::filesystem::file_size(folder / "notes") == 11);
    CHECK_THROWS_WITH(MappedMedium::open(folder / "absent" / "flash", kSize),
                      Contains("No such file"));
    CHECK_THROWS_WITH(MappedMedium::open(folder.path(), kSize), Contains("Is a directory"));
    CHECK_THROWS_WITH(MappedMedium::open("/dev/null", kSize), Contains("no regular file"));
    CHECK_THROWS_AS(MappedMedium::look_into(folder / "absent", kSize), SetupError);
}

TEST_CASE("SIGKILL leaves exactly what was written", "[pty][flash]") {
    const TemporaryFolder folder;
    const auto path = folder / "flash";
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        MappedMedium medium = MappedMedium::open(path, kSize);
        put(medium, 100, "half of a pa");
        static_cast<void>(::write(pipe[1], "x", 1));
        ::pause();
    }
    char ready = 0;
    REQUIRE(::read(pipe[0], &ready, 1) == 1);
    REQUIRE(::kill(child, SIGKILL) == 0);
    REQUIRE(::waitpid(child, nullptr, 0) == child);
    ::close(pipe[0]);
    ::close(pipe[1]);

    const MappedMedium medium = MappedMedium::open(path, kSize);
    CHECK(text_at(medium, 100, 13) == std::string("half of a pa\0", 13));
}
