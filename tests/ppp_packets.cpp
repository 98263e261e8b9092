#include "models/ppp/control_packet.hpp"
#include "models/ppp/dns.hpp"
#include "models/ppp/hdlc.hpp"
#include "models/ppp/ip.hpp"
#include "models/ppp/segment.hpp"
#include "models/ppp/udp.hpp"
#include "tests/support/catch.hpp"

#include <optional>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::ppp;

namespace {

using Found = FrameReader::Found;

/// A reader that has got those bytes, and what it found in them.
struct Read {
    explicit Read(std::string_view text) {
        for (const std::uint8_t byte : sim::as_bytes(text)) {
            const Found result = reader.on_byte(byte);
            if (result == Found::Escape) ++escapes;
            if (result != Found::Packet) continue;
            ++packets;
            protocol = reader.protocol();
            information.assign(reader.information().begin(), reader.information().end());
        }
    }
    FrameReader reader;
    int packets = 0;
    int escapes = 0;
    int protocol = 0;
    Octets information;
};

network::Address address(std::string_view text) {
    return *network::Address::parse(text);
}

Octets octets(std::string_view text) {
    const sim::Bytes bytes = sim::as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("The frame check is that of X.25", "[ppp][RFC-1662-C]") {
    CHECK(frame_check(sim::as_bytes("123456789")) == 0x906E);
    CHECK(frame_check({}) == 0);
}

TEST_CASE("What Particle sends before it dials is a Terminate-Request", "[ppp][at-syntax-7]") {
    const Read read("~\xff}#\xc0!}%}\"} }0User requestS3~");
    REQUIRE(read.packets == 1);
    CHECK(read.protocol == 0xC021);
    const auto packet = parse_control(read.information);
    REQUIRE(packet);
    CHECK(packet->code == static_cast<int>(Code::TerminateRequest));
    CHECK(packet->id == 2);
    CHECK(packet->data == octets("User request"));
    CHECK(encode_frame(0xC021, read.information, kEscapeAll) ==
          "~\xff}#\xc0!}%}\"} }0User requestS3~");
}

TEST_CASE("A frame is stuffed and found again, whatever it carries", "[ppp][RFC-1662-4.2]") {
    Octets all;
    for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<std::uint8_t>(byte));
    const CharacterMap map = GENERATE(kEscapeAll, CharacterMap{0}, CharacterMap{0x000A0000});
    const std::string wire = encode_frame(0x0021, all, map);
    const Read read(wire + wire.substr(1));  // a shared flag
    CHECK(read.packets == 2);
    CHECK(read.protocol == 0x0021);
    CHECK(read.information == all);
    const bool has_xon = wire.find('\x11') != std::string::npos;
    CHECK(has_xon == ((map >> 0x11 & 1U) == 0));
}

TEST_CASE("Damaged, aborted and long frames are passed over", "[ppp][RFC-1662-4.3]") {
    const std::string good = encode_frame(0x0021, octets("abc"), 0);
    std::string damaged = good;
    damaged[5] ^= 1;
    CHECK(Read(damaged).packets == 0);
    CHECK(Read(damaged + good).packets == 1);
    CHECK(Read(good.substr(0, 5) + "}~" + good).packets == 1);  // aborted
    CHECK(Read(good.substr(1)).packets == 0);                   // no flag before
    CHECK(Read(encode_frame(0x0021, Octets(2000), 0)).packets == 0);
    CHECK(Read("~~~~" + good + "~~").packets == 1);
    CHECK(Read("~\x21~~~").packets == 0);
}

TEST_CASE("Address, control and half of the protocol may be left out", "[ppp][RFC-1661-6.5]") {
    Octets content = {0x21, 'x'};
    const std::uint16_t check = frame_check(content);
    content.push_back(static_cast<std::uint8_t>(check & 0xFF));
    content.push_back(static_cast<std::uint8_t>(check >> 8));
    const Read read("~" + std::string(sim::as_text(content)) + "~");
    REQUIRE(read.packets == 1);
    CHECK(read.protocol == 0x0021);
    CHECK(read.information == octets("x"));
}

TEST_CASE("~+++ is the way out, +++ within a frame is not", "[ppp][at-syntax-7]") {
    CHECK(Read("~+++").escapes == 1);
    CHECK(Read("+++").escapes == 0);
    CHECK(Read(encode_frame(0x0021, octets("+++"), 0)).escapes == 0);
}

TEST_CASE("Options and control packets with wrong lengths are none", "[ppp][RFC-1661-5]") {
    CHECK(parse_options(Octets{1, 4, 5, 220, 5, 6, 1, 2, 3, 4})->size() == 2);
    CHECK_FALSE(parse_options(Octets{1, 4, 5}));
    CHECK_FALSE(parse_options(Octets{1, 1}));
    CHECK_FALSE(parse_options(Octets{1}));
    CHECK(parse_control(Octets{1, 2, 0, 5, 9, 77})->data == Octets{9});  // padding
    CHECK_FALSE(parse_control(Octets{1, 2, 0, 7, 9, 77}));
    CHECK_FALSE(parse_control(Octets{1, 2, 0, 3}));
}

TEST_CASE("The internet checksum is that of RFC 1071's example", "[ppp]") {
    CHECK(internet_checksum(Octets{0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7}) ==
          static_cast<std::uint16_t>(~0xddf2));
}

TEST_CASE("IPv4 packets are built and understood", "[ppp][RFC-791]") {
    const IpPacket packet{.from = address("192.168.201.1"),
                          .to = address("203.0.113.1"),
                          .transport = Transport::Icmp,
                          .hop_limit = 9,
                          .payload = octets("abc")};
    Octets bytes = encode(packet, 0x1234);
    CHECK(internet_checksum(sim::Bytes(bytes).first(20)) == 0);
    bytes.push_back(0);  // padding
    const auto found = parse_ip(bytes);
    REQUIRE(found);
    CHECK(found->from == packet.from);
    CHECK(found->to == packet.to);
    CHECK(found->hop_limit == 9);
    CHECK(found->payload == packet.payload);
    SECTION("damaged") {
        bytes[8] ^= 1;
    }
    SECTION("too short") {
        bytes.resize(19);
    }
    SECTION("longer than it is") {
        bytes.resize(22);
    }
    CHECK_FALSE(parse_ip(sim::Bytes(bytes).first(std::min<std::size_t>(bytes.size(), 22))));
}

TEST_CASE("A fragment is not taken", "[ppp]") {
    Octets bytes = encode(IpPacket{.from = address("10.0.0.1"), .to = address("10.0.0.2")}, 1);
    bytes[6] = 0x20;  // more fragments
    write16(bytes, 10, 0);
    write16(bytes, 10, internet_checksum(sim::Bytes(bytes).first(20)));
    CHECK_FALSE(parse_ip(bytes));
}

TEST_CASE("UDP and TCP are checked over addresses and data", "[ppp][RFC-768][RFC-9293]") {
    const auto from = address("192.168.201.1");
    const auto to = address("203.0.113.1");
    IpPacket datagram = packet_of(from, to, Datagram{5000, 7, octets("hello")});
    REQUIRE(parse_datagram(datagram));
    CHECK(parse_datagram(datagram)->data == octets("hello"));
    datagram.payload.back() ^= 1;
    CHECK_FALSE(parse_datagram(datagram));
    Segment segment{.from_port = 5000,
                    .to_port = 7,
                    .sequence = 0xFFFFFFFF,
                    .acknowledgement = 3,
                    .flags = Segment::kSyn,
                    .window = 100,
                    .max_segment = 536,
                    .data = octets("odd")};
    IpPacket packet = packet_of(from, to, segment);
    const auto found = parse_segment(packet);
    REQUIRE(found);
    CHECK(found->sequence == 0xFFFFFFFF);
    CHECK(found->max_segment == 536);
    CHECK(found->data == octets("odd"));
    packet.to = address("203.0.113.2");
    CHECK_FALSE(parse_segment(packet));
}

TEST_CASE("Sequence numbers go round", "[ppp][RFC-9293-3.4]") {
    CHECK(is_before(1, 2));
    CHECK_FALSE(is_before(2, 1));
    CHECK_FALSE(is_before(2, 2));
    CHECK(is_before(0xFFFFFFFF, 0));
    CHECK_FALSE(is_before(0, 0xFFFFFFFF));
}

TEST_CASE("A DNS question is read and answered", "[ppp][RFC-1035]") {
    Octets query = {0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0};
    for (const char c : std::string("\4echo\3org", 9))
        query.push_back(static_cast<std::uint8_t>(c));
    for (const int byte : {0, 0, 1, 0, 1}) query.push_back(static_cast<std::uint8_t>(byte));
    const auto question = parse_question(query);
    REQUIRE(question);
    CHECK(question->name == "echo.org");
    CHECK(question->type == 1);
    const Octets answer = dns_answer(*question, address("192.0.2.7"), true);
    CHECK(read16(answer) == 0x1234);
    CHECK(read16(answer, 2) == 0x8180);
    CHECK(read16(answer, 6) == 1);
    CHECK(Octets(answer.end() - 4, answer.end()) == Octets{192, 0, 2, 7});
    CHECK(read16(dns_answer(*question, std::nullopt, false), 2) == 0x8183);
    for (std::size_t size = 0; size < query.size(); ++size) {
        CHECK_FALSE(parse_question(sim::Bytes(query).first(size)));
    }
}
