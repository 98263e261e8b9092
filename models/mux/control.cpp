#include "models/mux/control.hpp"

#include <cstddef>
#include <optional>

namespace sara::mux {

namespace {

constexpr std::uint8_t kCommand = 0x02;  // C/R of the type field
constexpr std::uint8_t kLast = 0x01;     // EA
constexpr unsigned kOctetBits = 7;
constexpr std::size_t kOctetMask = 0x7F;
constexpr std::size_t kLengthOctets = 2;  // no frame is so long that more are needed

struct Length {
    std::size_t value;
    std::size_t octets;
};

std::optional<Length> length_of(sim::Bytes bytes) {
    Length length{0, 0};
    while (length.octets < kLengthOctets && length.octets < bytes.size()) {
        const std::uint8_t octet = bytes[length.octets];
        length.value |= static_cast<std::size_t>(octet >> 1U) << (kOctetBits * length.octets);
        ++length.octets;
        if ((octet & kLast) != 0) return length;
    }
    return std::nullopt;
}

}  // namespace

std::vector<ControlMessage> control_messages(sim::Bytes info) {
    std::vector<ControlMessage> messages;
    while (!info.empty() && (info.front() & kLast) != 0) {
        const std::uint8_t type = info.front();
        const std::optional<Length> length = length_of(info.subspan(1));
        if (!length || info.size() < 1 + length->octets + length->value) break;
        info = info.subspan(1 + length->octets);
        const sim::Bytes value = info.first(length->value);
        messages.push_back({.type = static_cast<ControlType>(type & ~kCommand),
                            .is_command = (type & kCommand) != 0,
                            .value = {value.begin(), value.end()}});
        info = info.subspan(length->value);
    }
    return messages;
}

std::vector<std::uint8_t> encode(const ControlMessage& message) {
    std::vector<std::uint8_t> bytes;
    const auto type = static_cast<std::uint8_t>(message.type);
    bytes.push_back(static_cast<std::uint8_t>(type | (message.is_command ? kCommand : 0U)));
    const std::size_t size = message.value.size();
    const std::size_t low = (size & kOctetMask) << 1U;
    if (size <= kOctetMask) {
        bytes.push_back(static_cast<std::uint8_t>(low | kLast));
    } else {
        bytes.push_back(static_cast<std::uint8_t>(low));
        bytes.push_back(static_cast<std::uint8_t>((size >> kOctetBits) << 1U | kLast));
    }
    bytes.insert(bytes.end(), message.value.begin(), message.value.end());
    return bytes;
}

}  // namespace sara::mux
