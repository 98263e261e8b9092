#include "tests/support/network_bench.hpp"

#include <fmt/format.h>

using namespace sara;
using namespace sara::network;
using namespace sara::test;
using namespace std::chrono_literals;

TEST_CASE("An HTTP server answers by path, method, range and user", "[network][virtual][http]") {
    NetworkBench bench(with(R"({"name": "a", "http": {"user": "u", "password": "p", "paths": {
        "/x": {"content": "0123456789"}, "/gone": {"status": 410, "content": "gone"},
        "/cut": {"content": "0123456789", "cut_after": 4},
        "/long": {"content": "0123456789", "length": 20}, "/short": {"content": "0123456789", "length": 3}}}})"));
    const Credentials user{"u", "p"};
    struct Case {
        HttpRequest request;
        int status;
        std::string body;
        std::optional<Error> error;
    };
    const auto request = [&](std::string method, std::string path) {
        return HttpRequest{.method = std::move(method),
                           .server = {"a", 80},
                           .path = std::move(path),
                           .credentials = user};
    };
    std::vector<Case> cases = {
        {request("GET", "/x"), 200, "0123456789", {}},
        {request("HEAD", "/x"), 200, "", {}},
        {request("GET", "/y"), 404, "", {}},
        {request("GET", "/gone"), 410, "gone", {}},
        {request("GET", "/cut"), 200, "0123", Error::Reset},
        {request("GET", "/long"), 200, "0123456789", Error::Reset},
        {request("GET", "/short"), 200, "012", {}},
        {request("PATCH", "/x"), 501, "", {}},
    };
    cases.push_back({request("GET", "/x"), 206, "789", {}});
    cases.back().request.offset = 7;
    cases.push_back({request("GET", "/x"), 416, "", {}});
    cases.back().request.offset = 10;
    cases.push_back({request("GET", "/x"), 401, "", {}});
    cases.back().request.credentials = Credentials{"u", "wrong"};
    for (const Case& c : cases) {
        INFO(c.request.method << " " << c.request.path << " " << c.status);
        HttpHeard heard;
        const auto exchange = bench.network.request(c.request, heard);
        bench.run_for(10s);
        CHECK(heard.status == c.status);
        CHECK(heard.body == c.body);
        CHECK(heard.error == c.error);
        CHECK(heard.is_done == !c.error);
    }
}

TEST_CASE("What is put to an HTTP server can be read and deleted", "[network][virtual][http]") {
    NetworkBench bench(with(R"({"name": "a", "http": {"paths": {}}})"));
    const auto ask = [&](HttpRequest request) {
        HttpHeard heard;
        request.server = {"a", 80};
        request.path = "/new";
        const auto exchange = bench.network.request(request, heard);
        bench.run_for(10s);
        return fmt::format("{} {}", heard.status, heard.body);
    };
    CHECK(ask({.method = "PUT", .body = {'h', 'i'}}) == "201 ");
    CHECK(ask({.method = "GET"}) == "200 hi");
    CHECK(ask({.method = "DELETE"}) == "204 ");
    CHECK(ask({.method = "GET"}) == "404 ");
}

TEST_CASE("HTTPS and HTTP do not understand each other", "[network][virtual][http]") {
    NetworkBench bench(
        with(R"({"name": "s", "http": {"secure": true, "paths": {"/": {"content": "x"}}}},
        {"name": "p", "http": {"paths": {"/": {"content": "x"}}}})"));
    const auto [name, port, secure, error] =
        GENERATE(table<std::string, std::uint16_t, bool, std::optional<Error>>({
            {"s", 443, true, std::nullopt},
            {"p", 80, false, std::nullopt},
            {"s", 443, false, Error::Reset},
            {"p", 80, true, Error::SecureFailed},
        }));
    HttpHeard heard;
    const auto exchange =
        bench.network.request({.server = {name, port}, .is_secure = secure}, heard);
    bench.run_for(10s);
    CHECK(heard.error == error);
    CHECK(heard.is_done == !error);
}

TEST_CASE("An FTP server keeps files and folders", "[network][virtual][ftp]") {
    NetworkBench bench(
        with(R"({"name": "f", "ftp": {"user": "u", "password": "p", "folders": ["/empty"],
        "files": {"/fw/delta": "0123456789"}, "replies": {"DELE": 450}}})"));
    FtpHeard heard;
    const auto session =
        bench.network.open_ftp({.server = {"f", 21}, .credentials = {"u", "p"}}, heard);
    bench.run_for(2s);
    REQUIRE(heard.replies == std::vector{230});
    const auto perform = [&](const FtpCommand& command) {
        heard.replies.clear();
        heard.data.clear();
        session->perform(command);
        bench.run_for(2s);
        return fmt::format("{}|{}", heard.replies.empty() ? 0 : heard.replies.front(), heard.data);
    };
    using enum FtpVerb;
    CHECK(perform({Retrieve, "/fw/delta"}) == "226|0123456789");
    CHECK(perform({Retrieve, "/fw/delta", "", 8}) == "226|89");
    CHECK(perform({Retrieve, "delta"}) == "550|");
    CHECK(perform({ChangeDirectory, "fw"}) == "250|");
    CHECK(perform({Retrieve, "delta"}) == "226|0123456789");
    CHECK(perform({NameList, ".."}) == "226|empty\r\nfw\r\n");
    CHECK(perform({Rename, "delta", "/empty/d"}) == "250|");
    CHECK(perform({NameList, ""}) == "226|");
    CHECK(perform({RemoveDirectory, "/empty"}) == "550|");
    CHECK(perform({MakeDirectory, "sub"}) == "257|");
    CHECK(perform({MakeDirectory, "sub"}) == "550|");
    CHECK(perform({RemoveDirectory, "sub"}) == "250|");
    CHECK(perform({Delete, "/empty/d"}) == "450|");
    CHECK(perform({Store, "/none/file"}) == "553|");
    CHECK(perform({Store, "new"}) == "0|");
    REQUIRE(heard.is_ready);
    session->send(sim::as_bytes("stored"));
    session->end();
    bench.run_for(2s);
    CHECK(heard.replies == std::vector{226});
    CHECK(perform({Retrieve, "/fw/new"}) == "226|stored");
    CHECK(perform({Logout}) == "221|");
}

TEST_CASE("FTP refuses a wrong password, and active mode where it cannot work",
          "[network][virtual][ftp]") {
    NetworkBench bench(with(
        R"({"name": "f", "ftp": {"user": "u", "password": "p", "active": false, "files": {"/a": "x"}}})"));
    FtpHeard wrong;
    const auto refused =
        bench.network.open_ftp({.server = {"f", 21}, .credentials = {"u", "q"}}, wrong);
    bench.run_for(2s);
    CHECK(wrong.replies == std::vector{530});
    const auto [mode, reply] =
        GENERATE(table<FtpMode, int>({{FtpMode::Active, 425}, {FtpMode::Passive, 226}}));
    FtpHeard heard;
    const auto session = bench.network.open_ftp(
        {.server = {"f", 21}, .credentials = {"u", "p"}, .mode = mode}, heard);
    bench.run_for(2s);
    session->perform({.path = "/a"});
    bench.run_for(2s);
    CHECK(heard.replies == std::vector{230, reply});
}

TEST_CASE("An FTP transfer can be cut by the server and broken off by the client",
          "[network][virtual][ftp]") {
    NetworkBench bench(
        with(R"({"name": "f", "ftp": {"cut_after": 5, "files": {"/a": "0123456789"}}},
        {"name": "slow", "ftp": {"rate": 1000, "files": {"/a": "0123456789"}}})"));
    FtpHeard heard;
    SECTION("cut") {
        const auto session = bench.network.open_ftp({.server = {"f", 21}}, heard);
        bench.run_for(2s);
        session->perform({.path = "/a"});
        bench.run_for(2s);
        CHECK(heard.data == "01234");
        CHECK(heard.error == Error::Reset);
    }
    SECTION("broken off") {
        const auto session = bench.network.open_ftp({.server = {"slow", 21}}, heard);
        bench.run_for(2s);
        session->perform({.path = "/a"});
        bench.run_for(210ms);
        session->abort();
        bench.run_for(2s);
        CHECK(heard.data.empty());
        CHECK(heard.replies == std::vector{230, 426});
    }
}
