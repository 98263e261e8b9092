#include "models/ppp/dns.hpp"
#include "tests/support/internet_bench.hpp"
#include "tests/support/ppp_host.hpp"

#include <algorithm>
#include <string>

using namespace sara;
using namespace sara::test;
using namespace sara::ppp;

namespace {

constexpr std::string_view kServers = R"({"servers": [
    {"name": "echo.org", "address": "192.0.2.7", "tcp_echo": {}},
    {"address": "192.0.2.8", "tcp_echo": {"greeting": "hello", "close_after": 3}},
    {"address": "192.0.2.11", "connects": "refuses", "tcp_echo": {}},
    {"address": "192.0.2.9", "udp_echo": {}}]})";

/// A host that is in the internet.
struct OnlineBench : InternetBench {
    OnlineBench() : InternetBench(kServers), host(*this) {
        dte.exchange("ATD*99***1#\r", 1ms);
        dte.wait_for("CONNECT\r\n");
        dte.take_bytes();
        host.bring_up();
        REQUIRE(host.is_up());
    }
    PppHost host;
};

Octets octets(std::string_view text) {
    const Bytes bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

IpPacket echo_request(const PppHost& host, std::string_view to, int hop_limit = 64) {
    IpPacket packet{.from = host.address(),
                    .to = *network::Address::parse(to),
                    .transport = Transport::Icmp,
                    .hop_limit = hop_limit,
                    .payload = {8, 0, 0, 0, 0x12, 0x34, 0, 1, 'd', 'a', 't', 'a'}};
    write16(packet.payload, 2, internet_checksum(packet.payload));
    return packet;
}

/// One TCP connection, the host's end of it.
struct TcpHost {
    explicit TcpHost(OnlineBench& of, std::string_view server) : bench(of), to(server) {}

    void send(std::uint8_t flags, std::string_view data = {}, std::uint16_t window = 8192) {
        bench.host.send_segment(to, {.from_port = 40000,
                                     .to_port = 7,
                                     .sequence = next_out,
                                     .acknowledgement = next_in,
                                     .flags = flags,
                                     .window = window,
                                     .max_segment = {},
                                     .data = octets(data)});
    }

    /// SYN, SYN|ACK, ACK.
    void open() {
        send(Segment::kSyn);
        std::vector<Segment> came;
        for (int wait = 0; wait < 20 && came.empty(); ++wait) {
            bench.host.run_for(100ms);
            came = bench.host.take_segments();
        }
        REQUIRE(came.size() == 1);
        REQUIRE(came[0].flags == (Segment::kSyn | Segment::kAck));
        CHECK(came[0].acknowledgement == next_out + 1);
        CHECK(came[0].max_segment == 1360);
        ++next_out;
        next_in = came[0].sequence + 1;
        send(Segment::kAck);
    }

    OnlineBench& bench;
    std::string to;
    std::uint32_t next_out = 1000;
    std::uint32_t next_in = 0;
};

std::string data_of(const std::vector<Segment>& segments) {
    std::string all;
    for (const Segment& segment : segments) all += as_text(segment.data);
    return all;
}

}  // namespace

TEST_CASE("The module and the internet answer pings", "[ppp][RFC-792]") {
    OnlineBench bench;
    const std::string to = GENERATE("192.168.201.2", "192.0.2.7");
    bench.host.send(echo_request(bench.host, to));
    bench.host.run_for(3s);
    const auto came = bench.host.take_ip();
    REQUIRE(came.size() == 1);
    CHECK(came[0].from == *network::Address::parse(to));
    CHECK(came[0].to == bench.host.address());
    CHECK(came[0].payload[0] == 0);
    CHECK(internet_checksum(came[0].payload) == 0);
    CHECK(Octets(came[0].payload.begin() + 4, came[0].payload.end()) ==
          Octets{0x12, 0x34, 0, 1, 'd', 'a', 't', 'a'});
}

TEST_CASE("A ping with too few hops comes back as expired", "[ppp][RFC-792]") {
    OnlineBench bench;
    bench.host.send(echo_request(bench.host, "192.0.2.7", 1));
    bench.host.run_for(3s);
    const auto came = bench.host.take_ip();
    REQUIRE(came.size() == 1);
    CHECK(came[0].payload[0] == 11);
    CHECK(came[0].payload.size() == 8 + 20 + 8);
}

TEST_CASE("Nobody answers a ping to an address that is not there", "[ppp]") {
    OnlineBench bench;
    bench.host.send(echo_request(bench.host, "198.51.100.1"));
    bench.host.run_for(5s);
    CHECK(bench.host.take_ip().empty());
}

TEST_CASE("Datagrams come back to the port that sent them", "[ppp][at-syntax-10]") {
    OnlineBench bench;
    bench.host.send_datagram("192.0.2.9", {5000, 7, octets("one")});
    bench.host.send_datagram("192.0.2.9", {5001, 7, octets("two")});
    bench.host.run_for(3s);
    const auto came = bench.host.take_ip();
    REQUIRE(came.size() == 2);
    for (const IpPacket& packet : came) {
        const auto datagram = parse_datagram(packet);
        REQUIRE(datagram);
        CHECK(packet.from == network::Address::v4({192, 0, 2, 9}));
        CHECK(datagram->from_port == 7);
        CHECK(datagram->data == octets(datagram->to_port == 5000 ? "one" : "two"));
    }
}

TEST_CASE("Packets under another address are not sent on", "[ppp][at-syntax-10]") {
    OnlineBench bench;
    IpPacket packet = echo_request(bench.host, "192.0.2.7");
    packet.from = network::Address::v4({10, 0, 0, 1});
    bench.host.send(packet);
    bench.host.run_for(3s);
    CHECK(bench.host.take_ip().empty());
}

TEST_CASE("The context's DNS server and the module know names", "[ppp][at-syntax-10]") {
    OnlineBench bench;
    const std::string server = GENERATE(std::string("192.168.201.2"), std::string());
    const std::string to = server.empty() ? bench.host.dns().at(0).text() : server;
    Octets query = {0x12, 0x34, 0x01, 0x00, 0, 1,   0,   0,   0, 0, 0, 0, 4,
                    'e',  'c',  'h',  'o',  3, 'o', 'r', 'g', 0, 0, 1, 0, 1};
    bench.host.send_datagram(to, {6000, 53, query});
    query[15] = 'x';
    bench.host.send_datagram(to, {6001, 53, query});
    bench.host.run_for(3s);
    const auto came = bench.host.take_ip();
    REQUIRE(came.size() == 2);
    for (const IpPacket& packet : came) {
        const auto answer = parse_datagram(packet);
        REQUIRE(answer);
        CHECK(answer->from_port == 53);
        const bool is_known = answer->to_port == 6000;
        CHECK((read16(answer->data, 2) & 0xF) == (is_known ? 0 : 3));
        if (!is_known) continue;
        CHECK(Octets(answer->data.end() - 4, answer->data.end()) == Octets{192, 0, 2, 7});
    }
}

TEST_CASE("A TCP connection carries data both ways and is closed by the host",
          "[ppp][RFC-9293-3]") {
    OnlineBench bench;
    TcpHost tcp(bench, "192.0.2.7");
    tcp.open();
    tcp.send(Segment::kAck | Segment::kPush, "over ppp");
    tcp.next_out += 8;
    bench.host.run_for(500ms);
    const auto came = bench.host.take_segments();
    CHECK(data_of(came) == "over ppp");
    REQUIRE_FALSE(came.empty());
    CHECK(came.back().acknowledgement == tcp.next_out);
    CHECK(came.back().sequence == tcp.next_in);
    tcp.next_in += 8;
    tcp.send(Segment::kAck | Segment::kFin);
    ++tcp.next_out;
    bench.host.run_for(7s);
    const auto closing = bench.host.take_segments();
    REQUIRE_FALSE(closing.empty());
    CHECK(closing.front().acknowledgement == tcp.next_out);
    REQUIRE(closing.back().has(Segment::kFin));
    ++tcp.next_in;
    tcp.send(Segment::kAck);
    bench.host.run_for(10s);
    bench.host.take_segments();
    tcp.send(Segment::kAck);  // nobody knows the connection any more
    bench.host.run_for(200ms);
    const auto late = bench.host.take_segments();
    REQUIRE(late.size() == 1);
    CHECK(late[0].has(Segment::kRst));
}

TEST_CASE("A server's greeting, and its end of the connection, reach the host",
          "[ppp][RFC-9293-3]") {
    OnlineBench bench;
    TcpHost tcp(bench, "192.0.2.8");
    tcp.open();
    bench.host.run_for(500ms);
    CHECK(data_of(bench.host.take_segments()) == "hello");
    tcp.next_in += 5;
    tcp.send(Segment::kAck, "bye");
    tcp.next_out += 3;
    bench.host.run_for(500ms);
    const auto came = bench.host.take_segments();
    CHECK(data_of(came) == "bye");
    CHECK(came.back().has(Segment::kFin));
    tcp.next_in += 4;
    tcp.send(Segment::kAck | Segment::kFin);
    ++tcp.next_out;
    bench.host.run_for(1s);
    const auto last = bench.host.take_segments();
    REQUIRE(last.size() == 1);
    CHECK(last[0].flags == Segment::kAck);
    CHECK(last[0].acknowledgement == tcp.next_out);
}

TEST_CASE("A refused connection is reset", "[ppp][RFC-9293-3.5]") {
    OnlineBench bench;
    TcpHost tcp(bench, "192.0.2.11");
    tcp.send(Segment::kSyn);
    bench.host.run_for(3s);
    const auto came = bench.host.take_segments();
    REQUIRE(came.size() == 1);
    CHECK(came[0].flags == (Segment::kRst | Segment::kAck));
    CHECK(came[0].acknowledgement == tcp.next_out + 1);
}

TEST_CASE("What the host does not acknowledge is sent again", "[ppp][RFC-6298]") {
    OnlineBench bench;
    TcpHost tcp(bench, "192.0.2.8");
    tcp.open();
    bench.host.run_for(8s);
    const auto came = bench.host.take_segments();
    REQUIRE(came.size() == 4);  // at once, and 1, 3 and 7 s later
    CHECK(std::ranges::all_of(came, [&](const Segment& segment) {
        return as_text(segment.data) == "hello" && segment.sequence == tcp.next_in;
    }));
    tcp.next_in += 5;
    tcp.send(Segment::kAck);
    bench.host.run_for(30s);
    CHECK(bench.host.take_segments().empty());
}

TEST_CASE("A host that is gone is given up", "[ppp][RFC-6298]") {
    OnlineBench bench;
    TcpHost tcp(bench, "192.0.2.8");
    tcp.open();
    bench.host.run_for(400s);
    const auto came = bench.host.take_segments();
    CHECK(came.back().has(Segment::kRst));
    CHECK(came.size() == 1 + 8 + 1);
}

TEST_CASE("Data that come twice or too early are not taken twice", "[ppp][RFC-9293-3.10.7.4]") {
    OnlineBench bench;
    TcpHost tcp(bench, "192.0.2.7");
    tcp.open();
    tcp.send(Segment::kAck, "abc");
    tcp.send(Segment::kAck, "abcdef");  // overlaps
    tcp.next_out += 9;
    tcp.send(Segment::kAck, "later");  // leaves a gap
    bench.host.run_for(500ms);
    const auto came = bench.host.take_segments();
    CHECK(data_of(came) == "abcdef");
    CHECK(came.back().acknowledgement == tcp.next_out - 3);
}

TEST_CASE("Nothing beyond the host's window is sent", "[ppp][RFC-9293-3.8.6]") {
    OnlineBench bench;
    TcpHost tcp(bench, "192.0.2.7");
    tcp.open();
    tcp.send(Segment::kAck, "0123456789", 4);
    tcp.next_out += 10;
    bench.host.run_for(500ms);
    CHECK(data_of(bench.host.take_segments()) == "0123");
    tcp.next_in += 4;
    tcp.send(Segment::kAck, "", 100);
    bench.host.run_for(500ms);
    CHECK(data_of(bench.host.take_segments()) == "456789");
}

TEST_CASE("A long transfer arrives whole and in order", "[ppp][RFC-9293]") {
    OnlineBench bench;
    TcpHost tcp(bench, "192.0.2.7");
    tcp.open();
    std::string sent;
    std::string received;
    for (int round = 0; round < 20; ++round) {
        const std::string piece(1000, static_cast<char>('a' + round));
        tcp.send(Segment::kAck, piece);
        tcp.next_out += 1000;
        sent += piece;
        bench.host.run_for(600ms);
        for (const Segment& segment : bench.host.take_segments()) {
            if (segment.sequence != tcp.next_in) continue;
            received += as_text(segment.data);
            tcp.next_in += static_cast<std::uint32_t>(segment.data.size());
        }
        tcp.send(Segment::kAck);
    }
    CHECK(received == sent);
}
