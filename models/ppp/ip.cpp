#include "models/ppp/ip.hpp"

#include <algorithm>

namespace sara::ppp {

namespace {

using network::Address;

constexpr std::size_t kIpHeader = 20;
constexpr std::size_t kLengthAt = 2;
constexpr std::size_t kIdAt = 4;
constexpr std::size_t kFragmentAt = 6;
constexpr std::size_t kHopLimitAt = 8;
constexpr std::size_t kTransportAt = 9;
constexpr std::size_t kIpCheckAt = 10;
constexpr std::size_t kFromAt = 12;
constexpr std::size_t kToAt = 16;
constexpr unsigned kFragment = 0x3FFF;  // more fragments, and the offset
constexpr std::uint8_t kVersion4 = 0x40;

Address address_at(sim::Bytes bytes, std::size_t at) {
    std::array<std::uint8_t, Address::kV4Bytes> octets{};
    std::ranges::copy(bytes.subspan(at, octets.size()), octets.begin());
    return Address::v4(octets);
}

}  // namespace

std::uint16_t internet_checksum(sim::Bytes bytes, std::uint32_t sum) {
    constexpr unsigned kCarry = 16;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) sum += read16(bytes, i);
    if (bytes.size() % 2 != 0) sum += static_cast<std::uint32_t>(bytes.back()) << 8U;
    while (sum >> kCarry != 0) sum = (sum & 0xFFFFU) + (sum >> kCarry);
    return static_cast<std::uint16_t>(~sum & 0xFFFFU);
}

std::uint16_t transport_checksum(const IpPacket& packet) {
    Octets pseudo;
    add(pseudo, packet.from.bytes());
    add(pseudo, packet.to.bytes());
    add16(pseudo, static_cast<unsigned>(packet.transport));
    add16(pseudo, static_cast<unsigned>(packet.payload.size()));
    const unsigned sum = ~static_cast<unsigned>(internet_checksum(pseudo)) & 0xFFFFU;
    return internet_checksum(packet.payload, sum);
}

std::optional<IpPacket> parse_ip(sim::Bytes bytes) {
    if (bytes.size() < kIpHeader || (bytes[0] & 0xF0U) != kVersion4) return std::nullopt;
    const std::size_t header = std::size_t{bytes[0] & 0x0FU} * 4;
    const std::size_t length = read16(bytes, kLengthAt);
    if (header < kIpHeader || header > length || length > bytes.size()) return std::nullopt;
    if (internet_checksum(bytes.first(header)) != 0) return std::nullopt;
    if ((read16(bytes, kFragmentAt) & kFragment) != 0) return std::nullopt;
    const sim::Bytes payload = bytes.first(length).subspan(header);
    return IpPacket{.from = address_at(bytes, kFromAt),
                    .to = address_at(bytes, kToAt),
                    .transport = static_cast<Transport>(bytes[kTransportAt]),
                    .hop_limit = bytes[kHopLimitAt],
                    .payload = {payload.begin(), payload.end()}};
}

Octets encode(const IpPacket& packet, std::uint16_t id) {
    Octets out(kIpHeader);
    out[0] = kVersion4 | kIpHeader / 4;
    write16(out, kLengthAt, static_cast<unsigned>(kIpHeader + packet.payload.size()));
    write16(out, kIdAt, id);
    out[kHopLimitAt] = static_cast<std::uint8_t>(packet.hop_limit);
    out[kTransportAt] = static_cast<std::uint8_t>(packet.transport);
    std::ranges::copy(packet.from.bytes(), out.begin() + kFromAt);
    std::ranges::copy(packet.to.bytes(), out.begin() + kToAt);
    write16(out, kIpCheckAt, internet_checksum(out));
    add(out, packet.payload);
    return out;
}

}  // namespace sara::ppp
