#pragma once

#include "models/lwm2m/path.hpp"
#include "models/lwm2m/value.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sara::lwm2m {

/// Values below one object instance or resource in the TLV format, 11542.  [OMA 6.4.3]
std::vector<std::uint8_t> encode_tlv(std::span<const Item> items);

/// A resource that came in TLV: its place and the bytes of its value, which the resource's type
/// gives a meaning.
struct TlvItem {
    Path path;
    std::vector<std::uint8_t> bytes;

    bool operator==(const TlvItem&) const = default;
};

/// What stands below `base`, an object instance or a resource.  Nothing if it is no TLV.
std::optional<std::vector<TlvItem>> decode_tlv(std::span<const std::uint8_t> bytes,
                                               const Path& base);

/// The value that those bytes are for a resource which holds one like `example`; nothing if their
/// number does not fit.
std::optional<Value> value_from_bytes(std::span<const std::uint8_t> bytes, const Value& example);

}  // namespace sara::lwm2m
