#include "models/ppp/segment.hpp"

namespace sara::ppp {

namespace {

constexpr std::size_t kTcpHeader = 20;
constexpr std::size_t kTcpToAt = 2;
constexpr std::size_t kSequenceAt = 4;
constexpr std::size_t kAcknowledgementAt = 8;
constexpr std::size_t kTcpOffsetAt = 12;
constexpr std::size_t kFlagsAt = 13;
constexpr std::size_t kWindowAt = 14;
constexpr std::size_t kTcpCheckAt = 16;
constexpr std::uint8_t kEndOfOptions = 0;
constexpr std::uint8_t kNoOperation = 1;
constexpr std::uint8_t kMaxSegmentOption = 2;
constexpr std::size_t kMaxSegmentOctets = 4;
constexpr unsigned kWord = 4;
constexpr unsigned kOffsetShift = 4;

std::optional<std::uint16_t> max_segment_of(sim::Bytes options) {
    while (!options.empty() && options[0] != kEndOfOptions) {
        if (options[0] == kNoOperation) {
            options = options.subspan(1);
            continue;
        }
        if (options.size() < 2 || options[1] < 2 || options[1] > options.size()) break;
        if (options[0] == kMaxSegmentOption && options[1] == kMaxSegmentOctets)
            return read16(options, 2);
        options = options.subspan(options[1]);
    }
    return std::nullopt;
}

}  // namespace

std::optional<Segment> parse_segment(const IpPacket& packet) {
    const sim::Bytes bytes = packet.payload;
    if (bytes.size() < kTcpHeader || transport_checksum(packet) != 0) return std::nullopt;
    const std::size_t header =
        static_cast<std::size_t>(bytes[kTcpOffsetAt] >> kOffsetShift) * kWord;
    if (header < kTcpHeader || header > bytes.size()) return std::nullopt;
    const sim::Bytes data = bytes.subspan(header);
    return Segment{.from_port = read16(bytes),
                   .to_port = read16(bytes, kTcpToAt),
                   .sequence = read32(bytes, kSequenceAt),
                   .acknowledgement = read32(bytes, kAcknowledgementAt),
                   .flags = bytes[kFlagsAt],
                   .window = read16(bytes, kWindowAt),
                   .max_segment = max_segment_of(bytes.first(header).subspan(kTcpHeader)),
                   .data = {data.begin(), data.end()}};
}

IpPacket packet_of(const network::Address& from, const network::Address& to,
                   const Segment& segment) {
    IpPacket packet{.from = from, .to = to, .transport = Transport::Tcp};
    Octets& out = packet.payload;
    const std::size_t header = kTcpHeader + (segment.max_segment ? kMaxSegmentOctets : 0);
    add16(out, segment.from_port);
    add16(out, segment.to_port);
    add32(out, segment.sequence);
    add32(out, segment.acknowledgement);
    add8(out, static_cast<unsigned>(header / kWord) << kOffsetShift);
    add8(out, segment.flags);
    add16(out, segment.window);
    add32(out, 0);  // checksum, urgent pointer
    if (segment.max_segment) {
        add8(out, kMaxSegmentOption);
        add8(out, kMaxSegmentOctets);
        add16(out, *segment.max_segment);
    }
    add(out, segment.data);
    write16(out, kTcpCheckAt, transport_checksum(packet));
    return packet;
}

Segment reset_for(const Segment& segment) {
    Segment reset{.from_port = segment.to_port, .to_port = segment.from_port};
    if (segment.has(Segment::kAck)) {
        reset.sequence = segment.acknowledgement;
        reset.flags = Segment::kRst;
    } else {
        reset.acknowledgement = segment.sequence + segment.length();
        reset.flags = Segment::kRst | Segment::kAck;
    }
    return reset;
}

}  // namespace sara::ppp
