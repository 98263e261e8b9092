#include "tests/support/catch.hpp"

#include "tools/capture/coap_capture.hpp"

#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

using namespace sara::sim;
using sara::tools::CoapCaptureSink;
using namespace std::chrono_literals;

namespace {

std::uint32_t number_at(const std::string& bytes, std::size_t offset) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes.at(offset + i)))
                  << (8 * i);
    }
    return number;
}

/// A block of a capture.
struct Block {
    std::uint32_t type;
    std::string body;
};

/// Walks over the blocks as a reader does, and holds both lengths of each against each other.
std::vector<Block> blocks_of(const std::string& capture) {
    std::vector<Block> blocks;
    for (std::size_t at = 0; at < capture.size();) {
        const std::uint32_t length = number_at(capture, at + 4);
        REQUIRE(length % 4 == 0);
        REQUIRE(number_at(capture, at + length - 4) == length);
        blocks.push_back({number_at(capture, at), capture.substr(at + 8, length - 12)});
        at += length;
    }
    return blocks;
}

/// A trace with a clock, and a capture of it.
struct CaptureBench {
    CaptureBench() { trace.add(capture); }
    void say(std::string_view bytes, std::int64_t to_port = 5684) {
        trace.emit(RecordKind::Coap, "lwm2m client",
                   {{"from", std::string_view("10.0.0.2")},
                    {"from_port", std::int64_t{49152}},
                    {"to", std::string_view("198.51.100.1")},
                    {"to_port", to_port},
                    {"bytes", as_bytes(bytes)}});
    }

    Scheduler scheduler;
    Trace trace{scheduler};
    std::ostringstream out;
    CoapCaptureSink capture{out, "a title"};
};

/// The first packet of the capture.
std::vector<std::uint8_t> packet_of(const CaptureBench& bench) {
    const std::string body = blocks_of(bench.out.str()).at(2).body;
    const std::string packet = body.substr(20, number_at(body, 12));
    return {packet.begin(), packet.end()};
}

}  // namespace

TEST_CASE("A capture begins with its section, which says what is left out, and its interface",
          "[tools][pcapng]") {
    const CaptureBench bench;
    const auto blocks = blocks_of(bench.out.str());
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0].type == 0x0a0d0d0a);
    CHECK(number_at(blocks[0].body, 0) == 0x1a2b3c4d);
    CHECK_THAT(blocks[0].body, Catch::Contains("a title") && Catch::Contains("DTLS"));
    CHECK(blocks[1].type == 1);
    CHECK(number_at(blocks[1].body, 0) == 101);  // raw IP
}

TEST_CASE("Each CoAP message is a packet at its virtual time", "[tools][pcapng]") {
    CaptureBench bench;
    bench.scheduler.advance_to(Time(5s));
    bench.say("hello");
    bench.trace.emit(RecordKind::Urc, "uart", {{"text", std::string_view("+X")}});
    const auto blocks = blocks_of(bench.out.str());
    REQUIRE(blocks.size() == 3);
    const std::string& body = blocks[2].body;
    CHECK(blocks[2].type == 6);
    CHECK((std::uint64_t{number_at(body, 4)} << 32U | number_at(body, 8)) == 5'000'000'000);
    CHECK(number_at(body, 12) == 33);  // IPv4, UDP and five bytes
    CHECK(body.size() == 20 + 36);     // padded to four
    CHECK(body.substr(20 + 28, 5) == "hello");
}

TEST_CASE("A packet has the header that IPv4 and UDP want", "[tools][pcapng]") {
    CaptureBench bench;
    bench.say("hi");
    const std::vector<std::uint8_t> expected = {
        0x45, 0,    0,    30,   0, 1,  0,    0,    64,  17,
        0x46, 0x98, 10,   0,    0, 2,  198,  51,   100, 1,  // addresses
        0xc0, 0x00, 0x16, 0x33, 0, 10, 0x8d, 0x06, 'h', 'i'};
    CHECK(packet_of(bench) == expected);
    CaptureBench odd;
    odd.trace.emit(RecordKind::Coap, "lwm2m client",
                   {{"from", std::string_view("2001:db8::1")}, {"to", std::string_view()}});
    const auto packet = packet_of(odd);
    CHECK(std::vector(packet.begin() + 12, packet.end() - 8) == std::vector<std::uint8_t>(8));
}

TEST_CASE("What went to the port of CoAP over DTLS is on that of CoAP", "[tools][pcapng]") {
    CaptureBench bench;
    bench.say("", 5684);
    bench.say("", 1234);
    const auto blocks = blocks_of(bench.out.str());
    REQUIRE(blocks.size() == 4);
    CHECK(blocks[2].body.substr(20 + 22, 2) == "\x16\x33");
    CHECK(blocks[3].body.substr(20 + 22, 2) == "\x04\xd2");
}
