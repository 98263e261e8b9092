#include "tests/support/network_bench.hpp"

#include <fmt/format.h>

using namespace sara;
using namespace sara::network;
using namespace sara::test;
using namespace std::chrono_literals;

TEST_CASE("A body of 125 kB takes ten seconds at 100 kbit/s", "[network][virtual]") {
    NetworkBench bench(with(R"({"name": "a", "http": {"paths": {"/x": {}}}})"));
    bench.spec.servers[0].http->paths["/x"].content.contents.emplace(125000);
    VirtualNetwork network(bench.kernel, bench.radio, bench.spec.link, bench.spec.servers, {});
    HttpHeard heard;
    const auto exchange = network.request({.server = {"a", 80}, .path = "/x"}, heard);
    bench.run_for(10s);
    CHECK_FALSE(heard.is_done);
    bench.run_for(1s);
    CHECK(heard.is_done);
    CHECK(heard.body.size() == 125000);
}

TEST_CASE("A package of 6 MB comes within five minutes, one of 400 kB within half of one",
          "[network][virtual][r01-table-1]") {
    NetworkBench bench(R"({"servers": [{"name": "a", "http": {"paths": {"/x": {}}}}]})");
    const auto [size, limit] =
        GENERATE(table<std::size_t, sim::Duration>({{6'000'000, 5min}, {400'000, 30s}}));
    bench.spec.servers[0].http->paths["/x"].content.contents.emplace(size);
    VirtualNetwork network(bench.kernel, bench.radio, bench.spec.link, bench.spec.servers, {});
    HttpHeard heard;
    const auto exchange = network.request({.server = {"a", 80}, .path = "/x"}, heard);
    bench.run_for(limit * 6 / 10);
    CHECK_FALSE(heard.is_done);
    bench.run_for(limit * 4 / 10);
    CHECK(heard.is_done);
}

TEST_CASE("Jitter and loss come from the seed", "[network][virtual][determinism]") {
    constexpr std::string_view kNoisy =
        R"({"link": {"jitter": "300ms", "loss_percent": 20}, "servers": [{"name": "a", "tcp_echo": {}}]})";
    const auto time_of_echo = [&](std::uint64_t seed) {
        NetworkBench bench(kNoisy, seed);
        StreamHeard heard;
        const auto stream = bench.network.connect({"a", 7}, heard);
        while (!heard.peer) REQUIRE(bench.kernel.scheduler.run_one());
        stream->send(sim::as_bytes(std::string(20000, 'x')));
        while (heard.text.size() < 20000) REQUIRE(bench.kernel.scheduler.run_one());
        return bench.now();
    };
    CHECK(time_of_echo(1) == time_of_echo(1));
    CHECK(time_of_echo(1) != time_of_echo(2));
}

TEST_CASE("Without coverage nothing passes; TCP goes on where it was",
          "[network][virtual][ad-7.4]") {
    NetworkBench bench(
        R"({"outages": [{"from": "2s", "for": "60s"}], "link": {"rate_down": 100000},
            "servers": [{"name": "a", "http": {"paths": {"/x": {}}}}]})");
    bench.spec.servers[0].http->paths["/x"].content.contents.emplace(50000);  // 4 s
    VirtualNetwork network(bench.kernel, bench.radio, bench.spec.link, bench.spec.servers, {});
    HttpHeard heard;
    const auto exchange = network.request({.server = {"a", 80}, .path = "/x"}, heard);
    bench.run_for(3s);
    const std::size_t before = heard.body.size();
    CHECK(before > 0);
    bench.run_for(58s);
    CHECK(heard.body.size() == before);
    bench.run_for(4s);
    CHECK(heard.is_done);
    CHECK(heard.body.size() == 50000);
}

TEST_CASE("Destroying a handle is the end of it", "[network][virtual]") {
    NetworkBench bench(with(R"({"name": "a", "http": {"paths": {"/x": {"content": "hello"}}}})"));
    HttpHeard heard;
    auto exchange = bench.network.request({.server = {"a", 80}, .path = "/x"}, heard);
    bench.run_for(200ms);
    exchange.reset();
    bench.run_for(10s);
    CHECK(heard.status == 0);
    CHECK_FALSE(bench.kernel.scheduler.has_next());
}

TEST_CASE("DNS knows servers and names, and says when it does not", "[network][virtual][dns]") {
    NetworkBench bench(
        R"({"names": {"b.org": "198.51.100.9"}, "servers": [{"name": "a.org", "tcp_echo": {}}]})");
    std::string answer;
    const auto note = [&](const Result<std::string, Error>& result) {
        answer = result.has_value() ? *result : std::string(name_of(result.error()));
    };
    const auto [name, expected] = GENERATE(table<std::string, std::string>({
        {"a.org", "203.0.113.1"},
        {"b.org", "198.51.100.9"},
        {"203.0.113.1", "203.0.113.1"},
        {"c.org", "unknown host"},
    }));
    const auto query = bench.network.resolve(name, note);
    CHECK(answer.empty());
    bench.run_for(1s);
    CHECK(answer == expected);
    const auto back = bench.network.resolve_address("198.51.100.9", note);
    bench.run_for(1s);
    CHECK(answer == "b.org");
}

TEST_CASE("A connection fails as its server says", "[network][virtual]") {
    NetworkBench bench(with(R"({"name": "yes", "tcp_echo": {}},
        {"name": "no", "connects": "refuses", "tcp_echo": {}},
        {"name": "mute", "connects": "silent", "tcp_echo": {}},
        {"name": "far", "connects": "unreachable", "tcp_echo": {}})"));
    const auto [name, port, error] = GENERATE(table<std::string, std::uint16_t, Error>({
        {"yes", 8, Error::Refused},
        {"no", 7, Error::Refused},
        {"mute", 7, Error::TimedOut},
        {"far", 7, Error::Unreachable},
        {"192.0.2.1", 7, Error::TimedOut},
        {"nobody", 7, Error::UnknownHost},
    }));
    StreamHeard heard;
    const auto stream = bench.network.connect({name, port}, heard);
    bench.run_for(76s);
    CHECK(heard.error == error);
    CHECK_FALSE(heard.peer);
}

TEST_CASE("A TCP echo greets, acknowledges, says it back, closes or breaks", "[network][virtual]") {
    NetworkBench bench(with(R"({"name": "a", "tcp_echo": {"greeting": "hi ", "close_after": 4}},
        {"name": "b", "tcp_echo": {"reset_after": 4}})"));
    StreamHeard heard;
    SECTION("closes") {
        const auto stream = bench.network.connect({"a", 7}, heard);
        bench.run_for(1s);
        CHECK(heard.text == "hi ");
        stream->send(sim::as_bytes("ping"));
        bench.run_for(1s);
        CHECK(heard.text == "hi ping");
        CHECK(heard.acknowledged == 4);
        CHECK(heard.is_closed);
    }
    SECTION("breaks") {
        const auto stream = bench.network.connect({"b", 7}, heard);
        bench.run_for(1s);
        stream->send(sim::as_bytes("ping"));
        bench.run_for(1s);
        CHECK(heard.error == Error::Reset);
    }
}

TEST_CASE("Datagrams are said back, or lost and never repeated", "[network][virtual][udp]") {
    struct Heard final : DatagramListener {
        void on_datagram(const Endpoint& from, sim::Bytes bytes) override {
            sender = from;
            texts.emplace_back(sim::as_text(bytes));
        }
        Endpoint sender;
        std::vector<std::string> texts;
    } heard;
    const double loss = GENERATE(0.0, 50.0);
    NetworkBench bench(fmt::format(
        R"({{"link": {{"loss_percent": {}}}, "servers": [{{"address": "192.0.2.7", "udp_echo": {{}}}}]}})",
        loss));
    const auto port = bench.network.open_datagrams(0, heard);
    for (int i = 0; i < 100; ++i) port->send({"192.0.2.7", 7}, sim::as_bytes(std::to_string(i)));
    port->send({"192.0.2.8", 7}, sim::as_bytes("nobody"));
    bench.run_for(10s);
    if (loss == 0.0) {
        CHECK(heard.texts.size() == 100);
        CHECK(heard.sender == Endpoint{"192.0.2.7", 7});
    } else {
        CHECK(heard.texts.size() > 5);
        CHECK(heard.texts.size() < 60);
    }
    CHECK(bench.network.open_datagrams(49152, heard) == nullptr);
}

TEST_CASE("A caller connects once the module listens", "[network][virtual]") {
    NetworkBench bench(with(
        R"({"address": "192.0.2.7", "caller": {"port": 1099, "after": "3s", "talk": {"greeting": "hello"}}})"));
    struct Door final : AcceptListener {
        void on_accepted(std::unique_ptr<Stream> accepted, const Endpoint& from) override {
            stream = std::move(accepted);
            stream->listen(heard);
            peer = from;
        }
        std::unique_ptr<Stream> stream;
        Endpoint peer;
        StreamHeard heard;
    } door;
    const auto other = bench.network.accept(1100, door);
    const auto acceptor = bench.network.accept(1099, door);
    CHECK(bench.network.accept(1099, door) == nullptr);
    bench.run_for(2s);
    CHECK(door.stream == nullptr);
    bench.run_for(2s);
    REQUIRE(door.stream != nullptr);
    CHECK(door.peer.host == "192.0.2.7");
    door.stream->send(sim::as_bytes("!"));
    bench.run_for(2s);
    CHECK(door.heard.text == "hello!");
}

TEST_CASE("Hosts answer a ping, if its hop limit is large enough", "[network][virtual][ping]") {
    NetworkBench bench(with(R"({"address": "192.0.2.7", "tcp_echo": {}})"));
    const auto [address, limit, expected] = GENERATE(table<std::string, int, std::optional<int>>(
        {{"192.0.2.7", 32, 52}, {"192.0.2.7", 3, 0}, {"192.0.2.8", 32, std::nullopt}}));
    std::optional<int> answer;
    const auto query = bench.network.ping({address, 32, limit},
                                          [&](PingReply reply) { answer = reply.hop_limit; });
    bench.run_for(1s);
    CHECK(answer == expected);
}
