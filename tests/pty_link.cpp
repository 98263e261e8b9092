#include "tests/support/catch.hpp"

#include "pty/link.hpp"
#include "pty/setup_error.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <fstream>

using namespace sara::pty;
using Catch::Matchers::Contains;
using sara::test::TemporaryFolder;
namespace fs = std::filesystem;

TEST_CASE("A link lives as long as its owner", "[pty][link]") {
    const TemporaryFolder folder;
    const fs::path path = folder / "sara-r5";
    {
        const Link link(path, "/dev/pts/7");
        CHECK(fs::read_symlink(path) == "/dev/pts/7");
    }
    CHECK_FALSE(fs::exists(fs::symlink_status(path)));
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("A link that a killed program left behind is replaced", "[pty][link]") {
    const TemporaryFolder folder;
    const fs::path path = folder / "sara-r5";
    fs::create_symlink("/dev/pts/0", path);
    const Link link(path, "/dev/pts/7");
    CHECK(fs::read_symlink(path) == "/dev/pts/7");
}

TEST_CASE("A link that is in use is refused, by whatever name", "[pty][link]") {
    const TemporaryFolder folder;
    const Link link(folder / "sara-r5", "/dev/pts/7");
    CHECK_THROWS_WITH(Link(folder / "sara-r5", "/dev/pts/8"), Contains("another r5sim"));
    fs::create_directory(folder / "sub");
    CHECK_THROWS_WITH(Link(folder / "sub" / ".." / "sara-r5", "/dev/pts/8"),
                      Contains("another r5sim"));
    CHECK(fs::read_symlink(folder / "sara-r5") == "/dev/pts/7");
    const Link other(folder / "sara-r5-aux", "/dev/pts/8");
}

TEST_CASE("What is no link of ours is left alone", "[pty][link]") {
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "precious";
    CHECK_THROWS_WITH(Link(folder / "file", "/dev/pts/7"), Contains("is no link of r5sim"));
    CHECK(fs::file_size(folder / "file") == 8);
    CHECK_THROWS_WITH(Link(folder.path(), "/dev/pts/7"), Contains("is no link of r5sim"));
    fs::create_symlink(folder / "file", folder / "link");
    CHECK_THROWS_WITH(Link(folder / "link", "/dev/pts/7"), Contains("is no link of r5sim"));
    CHECK_THROWS_WITH(Link(folder / "absent" / "x", "/dev/pts/7"), Contains("No such file"));
}

TEST_CASE("A link that now points elsewhere survives its maker", "[pty][link]") {
    const TemporaryFolder folder;
    {
        const Link link(folder / "sara-r5", "/dev/pts/7");
        fs::remove(folder / "sara-r5");
        fs::create_symlink("/dev/pts/9", folder / "sara-r5");
    }
    CHECK(fs::read_symlink(folder / "sara-r5") == "/dev/pts/9");
}
