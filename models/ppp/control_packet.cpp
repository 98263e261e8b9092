#include "models/ppp/control_packet.hpp"

namespace sara::ppp {

namespace {

constexpr std::size_t kControlHeader = 4;  // code, identifier, length
constexpr std::size_t kOptionHeader = 2;   // type, length

}  // namespace

std::optional<ControlPacket> parse_control(sim::Bytes bytes) {
    if (bytes.size() < kControlHeader) return std::nullopt;
    const std::size_t length = read16(bytes, 2);
    if (length < kControlHeader || length > bytes.size()) return std::nullopt;
    const sim::Bytes data = bytes.first(length).subspan(kControlHeader);
    return ControlPacket{bytes[0], bytes[1], {data.begin(), data.end()}};
}

Octets encode(const ControlPacket& packet) {
    Octets out = {packet.code, packet.id};
    add16(out, static_cast<unsigned>(packet.data.size() + kControlHeader));
    add(out, packet.data);
    return out;
}

std::optional<Options> parse_options(sim::Bytes bytes) {
    Options options;
    while (!bytes.empty()) {
        if (bytes.size() < kOptionHeader) return std::nullopt;
        const std::size_t length = bytes[1];
        if (length < kOptionHeader || length > bytes.size()) return std::nullopt;
        const sim::Bytes data = bytes.first(length).subspan(kOptionHeader);
        options.push_back({bytes[0], {data.begin(), data.end()}});
        bytes = bytes.subspan(length);
    }
    return options;
}

Octets encode(const Options& options) {
    Octets out;
    for (const Option& option : options) {
        add8(out, option.type);
        add8(out, static_cast<unsigned>(option.data.size() + kOptionHeader));
        add(out, option.data);
    }
    return out;
}

}  // namespace sara::ppp
