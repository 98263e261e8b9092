#include "sim/sinks/pcapng_writer.hpp"

namespace sara::sim {

namespace {

// Types of blocks.
constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
constexpr std::uint32_t kInterfaceDescription = 1;
constexpr std::uint32_t kEnhancedPacket = 6;

constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
constexpr std::uint16_t kLinkTypeRaw = 101;  ///< the packet begins with an IP header

// Options.
constexpr std::uint16_t kEndOfOptions = 0;
constexpr std::uint16_t kCommentOption = 1;
constexpr std::uint16_t kUserApplication = 4;      ///< of a section
constexpr std::uint16_t kTimestampResolution = 9;  ///< of an interface
constexpr std::string_view kNanoseconds("\x09", 1);

/// Appends a number, the lowest byte first whatever the machine.
template <class Number>
void append_number(std::string& out, Number number) {
    for (std::size_t byte = 0; byte < sizeof number; ++byte) {
        out += static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * byte) & 0xffU);
    }
}

/// Everything begins at a multiple of four bytes.
void pad(std::string& out) {
    constexpr std::size_t kAlignment = 4;
    out.append((kAlignment - out.size() % kAlignment) % kAlignment, '\0');
}

void append_option(std::string& out, std::uint16_t code, std::string_view value) {
    append_number(out, code);
    append_number(out, static_cast<std::uint16_t>(value.size()));
    out += value;
    pad(out);
}

}  // namespace

PcapngWriter::PcapngWriter(std::ostream& out, std::string_view comment) : out_(out) {
    append_number(body_, kByteOrderMagic);
    append_number(body_, std::uint16_t{1});  // version 1.0
    append_number(body_, std::uint16_t{0});
    append_number(body_, std::int64_t{-1});  // length of the section: not said
    append_option(body_, kCommentOption, comment);
    append_option(body_, kUserApplication, "r5sim");
    append_option(body_, kEndOfOptions, {});
    write_block(kSectionHeader, body_);

    body_.clear();
    append_number(body_, kLinkTypeRaw);
    append_number(body_, std::uint16_t{0});  // reserved
    append_number(body_, std::uint32_t{0});  // packets are whole, however long
    append_option(body_, kTimestampResolution, kNanoseconds);
    append_option(body_, kEndOfOptions, {});
    write_block(kInterfaceDescription, body_);
}

void PcapngWriter::add_packet(Time time, Bytes packet) {
    const auto nanoseconds = static_cast<std::uint64_t>(time.time_since_epoch().count());
    const auto size = static_cast<std::uint32_t>(packet.size());
    body_.clear();
    append_number(body_, std::uint32_t{0});  // of the first interface
    append_number(body_, static_cast<std::uint32_t>(nanoseconds >> 32U));
    append_number(body_, static_cast<std::uint32_t>(nanoseconds));
    append_number(body_, size);  // as captured
    append_number(body_, size);  // as sent
    body_ += as_text(packet);
    pad(body_);
    write_block(kEnhancedPacket, body_);
}

/// Its length stands in front and behind, so that readers can go both ways.
void PcapngWriter::write_block(std::uint32_t type, std::string_view body) {
    constexpr std::size_t kFrame = 12;  // type and both lengths
    const auto length = static_cast<std::uint32_t>(body.size() + kFrame);
    std::string head;
    append_number(head, type);
    append_number(head, length);
    std::string tail;
    append_number(tail, length);
    out_ << head << body << tail;
}

}  // namespace sara::sim
