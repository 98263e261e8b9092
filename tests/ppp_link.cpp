#include "tests/support/internet_bench.hpp"
#include "tests/support/ppp_host.hpp"

#include <algorithm>
#include <string>

using namespace sara;
using namespace sara::test;
using namespace sara::ppp;

namespace {

/// A call without a host: the spec sends the packets.
struct CallBench : InternetBench {
    CallBench() : InternetBench("{}") {
        dte.exchange("ATD*99***1#\r", 1ms);
        dte.wait_for("CONNECT\r\n");
        dte.take_bytes();
    }
};

/// A call with a host.
struct LinkBench : CallBench {
    explicit LinkBench(const PppHost::Wishes& wishes = {}) : host(*this, wishes) {
        host.bring_up();
    }
    PppHost host;
};

std::vector<std::uint8_t> types(const Options& options) {
    std::vector<std::uint8_t> found;
    for (const Option& option : options) found.push_back(option.type);
    return found;
}

}  // namespace

TEST_CASE("A link comes up with the context's addresses", "[ppp][at-syntax-10]") {
    LinkBench bench;
    REQUIRE(bench.host.is_up());
    CHECK(bench.host.address() == network::Address::v4({192, 168, 201, 1}));
    const auto& grant = bench.device->contexts.connection(1)->grant;
    REQUIRE_FALSE(bench.host.dns().empty());
    CHECK(std::ranges::find(grant.dns, bench.host.dns()[0]) != grant.dns.end());
    const auto requests = bench.host.packets(Protocol::Ipcp, Code::ConfigureRequest);
    REQUIRE(requests.size() == 1);
    CHECK(requests[0].data == Octets{3, 6, 192, 168, 201, 2});
}

TEST_CASE("The module asks for CHAP, takes PAP, and does without", "[ppp][at-syntax-10]") {
    struct Row {
        bool chap;
        bool pap;
        std::size_t challenges;
        std::size_t acks;
    };
    const auto row =
        GENERATE(Row{true, true, 1, 0}, Row{false, true, 0, 1}, Row{false, false, 0, 0});
    LinkBench bench({.takes_chap = row.chap, .takes_pap = row.pap});
    CHECK(bench.host.is_up());
    const auto chap = bench.host.packets(Protocol::Chap);
    CHECK(std::ranges::count(chap, 1, &ControlPacket::code) ==
          static_cast<std::ptrdiff_t>(row.challenges));
    CHECK(std::ranges::count(chap, 3, &ControlPacket::code) ==
          static_cast<std::ptrdiff_t>(row.challenges));
    CHECK(bench.host.packets(Protocol::Pap).size() == row.acks);
}

TEST_CASE("Options that the module does not know are rejected, alone", "[ppp][RFC-1661-5.4]") {
    LinkBench bench({.lcp = {{1, {5, 220}}, {2, {0, 0, 0, 0}}, {13, {6}}, {17, {5, 0}}}});
    const auto rejects = bench.host.packets(Protocol::Lcp, Code::ConfigureReject);
    REQUIRE(rejects.size() == 1);
    CHECK(types(*parse_options(rejects[0].data)) == std::vector<std::uint8_t>{13, 17});
    CHECK_FALSE(bench.host.is_up());
    bench.host.send(Protocol::Lcp, Code::ConfigureRequest, 2, encode(Options{{1, {5, 220}}}));
    bench.host.run_for(1s);
    CHECK(bench.host.packets(Protocol::Lcp, Code::ConfigureAck).size() == 1);
    CHECK(bench.host.is_up());
}

TEST_CASE("Without an answer the module asks ten times, then the call is over",
          "[ppp][RFC-1661-4.6]") {
    CallBench bench;
    bench.run_for(60s);
    const std::string all = bench.dte.take_bytes();
    int requests = 0;
    FrameReader reader;
    for (const std::uint8_t byte : as_bytes(all)) {
        if (reader.on_byte(byte) == FrameReader::Found::Packet) ++requests;
    }
    CHECK(requests == 10);
    CHECK(all.ends_with("\r\nNO CARRIER\r\n"));
}

TEST_CASE("Echo requests are answered with the module's magic number", "[ppp][RFC-1661-5.8]") {
    LinkBench bench;
    bench.host.send(Protocol::Lcp, Code::EchoRequest, 77, {1, 2, 3, 4, 'p', 'i', 'n', 'g'});
    bench.host.run_for(200ms);
    const auto replies = bench.host.packets(Protocol::Lcp, Code::EchoReply);
    REQUIRE(replies.size() == 1);
    CHECK(replies[0].id == 77);
    CHECK(replies[0].data == Octets{'S', 'A', 'R', 'A', 'p', 'i', 'n', 'g'});
}

TEST_CASE("Unknown codes and protocols are rejected", "[ppp][RFC-1661-5.6]") {
    LinkBench bench;
    bench.host.send(Protocol::Lcp, static_cast<Code>(99), 4);
    bench.host.send(static_cast<Protocol>(0x8057), Code::ConfigureRequest, 1);  // IPv6CP
    bench.host.run_for(200ms);
    const auto codes = bench.host.packets(Protocol::Lcp, Code::CodeReject);
    REQUIRE(codes.size() == 1);
    CHECK(codes[0].data == Octets{99, 4, 0, 4});
    const auto protocols = bench.host.packets(Protocol::Lcp, Code::ProtocolReject);
    REQUIRE(protocols.size() == 1);
    CHECK(protocols[0].data == Octets{0x80, 0x57, 1, 1, 0, 4});
}

TEST_CASE("The host ends the link: Terminate-Ack, then NO CARRIER", "[ppp][at-syntax-7]") {
    LinkBench bench;
    bench.host.outside.clear();
    bench.host.send(Protocol::Lcp, Code::TerminateRequest, 9);
    bench.host.run_for(200ms);
    const auto acks = bench.host.packets(Protocol::Lcp, Code::TerminateAck);
    REQUIRE(acks.size() == 1);
    CHECK(acks[0].id == 9);
    CHECK(bench.host.outside == "\r\nNO CARRIER\r\n");
    CHECK(bench.dte.ask("AT") == "OK");
}

TEST_CASE("A second negotiation takes the addresses anew", "[ppp][RFC-1661-4.3]") {
    LinkBench bench;
    REQUIRE(bench.host.is_up());
    bench.host.send(Protocol::Lcp, Code::ConfigureRequest, 8, encode(Options{{5, {9, 9, 9, 9}}}));
    bench.host.run_for(2s);
    CHECK(bench.host.packets(Protocol::Lcp, Code::ConfigureRequest).size() == 2);
    CHECK(bench.host.packets(Protocol::Ipcp, Code::ConfigureRequest).size() == 2);
    CHECK(bench.host.packets(Protocol::Ipcp, Code::ConfigureAck).size() == 2);
}

TEST_CASE("Answers to other requests than the last do not count", "[ppp][RFC-1661-5.2]") {
    CallBench bench;
    bench.dte.send(encode_frame(0xC021, encode(ControlPacket{2, 200, {}}), kEscapeAll));
    bench.dte.send(encode_frame(0xC021, encode(ControlPacket{1, 1, {}}), kEscapeAll));
    bench.run_for(2s);
    const std::string all = bench.dte.take_bytes();
    FrameReader reader;
    for (const std::uint8_t byte : as_bytes(all)) {
        if (reader.on_byte(byte) != FrameReader::Found::Packet) continue;
        CHECK(reader.protocol() == 0xC021);
        CHECK((reader.information()[0] == 1 || reader.information()[0] == 2));
    }
    PppHost host(bench);
    host.bring_up();
    CHECK(host.is_up());
}

TEST_CASE("Escaped characters are those the host asked for", "[ppp][RFC-1662-7.1]") {
    LinkBench bench({.takes_chap = false, .takes_pap = false, .lcp = {{2, {0, 0, 0, 0}}}});
    REQUIRE(bench.host.is_up());
    bench.dte.take_bytes();
    const auto to = network::Address::v4({192, 168, 201, 2});
    bench.dte.send(encode_frame(
        0x0021, encode(packet_of(bench.host.address(), to, Datagram{1, 53, {}}), 1), 0));
    IpPacket ping{.from = bench.host.address(), .to = to, .transport = Transport::Icmp};
    ping.payload = {8, 0, 0, 0, 1, 1, 1, 1};
    write16(ping.payload, 2, internet_checksum(ping.payload));
    bench.dte.send(encode_frame(0x0021, encode(ping, 1), 0));
    bench.run_for(200ms);
    CHECK(bench.dte.take_bytes().find("\x01\x01\x01\x01") != std::string::npos);
}
