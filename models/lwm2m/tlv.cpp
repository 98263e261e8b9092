#include "models/lwm2m/tlv.hpp"

#include <bit>
#include <string>
#include <type_traits>

namespace sara::lwm2m {

namespace {

// Bits 7-6 of the type byte.  [OMA 6.4.3, Table 20]
enum class TlvKind : unsigned { Instance = 0, ResourceInstance = 1, Multiple = 2, Resource = 3 };

constexpr unsigned kWideIdentifier = 0x20;

void put_big_endian(std::vector<std::uint8_t>& out, std::uint64_t value, std::size_t bytes) {
    for (std::size_t i = bytes; i-- > 0;) out.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

std::uint64_t big_endian(std::span<const std::uint8_t> bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8U | byte;
    return value;
}

/// The smallest of 1, 2, 4 and 8 bytes that hold the number.  [OMA appendix C]
std::size_t width_of(std::int64_t number) {
    if (number == static_cast<std::int8_t>(number)) return 1;
    if (number == static_cast<std::int16_t>(number)) return 2;
    return number == static_cast<std::int32_t>(number) ? 4 : 8;
}

struct TlvBytes {
    std::vector<std::uint8_t> out;

    void operator()(std::int64_t number) {
        put_big_endian(out, static_cast<std::uint64_t>(number), width_of(number));
    }
    void operator()(bool flag) { out.push_back(flag ? 1 : 0); }
    void operator()(double number) {
        put_big_endian(out, std::bit_cast<std::uint64_t>(number), sizeof number);
    }
    void operator()(const std::string& text) { out.assign(text.begin(), text.end()); }
    void operator()(const Opaque& bytes) { out = bytes; }
    void operator()(const ObjectLink& link) {
        put_big_endian(out, link.object, 2);
        put_big_endian(out, link.instance, 2);
    }
};

void put_tlv(std::vector<std::uint8_t>& out, TlvKind kind, std::uint16_t identifier,
             std::span<const std::uint8_t> value) {
    constexpr std::size_t kMaxInType = 7;
    const bool is_wide = identifier > UINT8_MAX;
    const std::size_t size = value.size();
    const std::size_t size_bytes = size <= kMaxInType   ? 0
                                   : size <= UINT8_MAX  ? 1
                                   : size <= UINT16_MAX ? 2
                                                        : 3;
    const std::size_t in_type = size_bytes == 0 ? size : size_bytes << 3U;
    out.push_back(static_cast<std::uint8_t>(static_cast<unsigned>(kind) << 6U |
                                            (is_wide ? kWideIdentifier : 0U) | in_type));
    put_big_endian(out, identifier, is_wide ? 2 : 1);
    put_big_endian(out, size, size_bytes);
    out.insert(out.end(), value.begin(), value.end());
}

struct TlvEntry {
    TlvKind kind;
    std::uint16_t identifier;
    std::span<const std::uint8_t> value;
};

/// The entry at the front of `bytes`, which is taken off.
std::optional<TlvEntry> take_entry(std::span<const std::uint8_t>& bytes) {
    const unsigned type = bytes[0];
    const std::size_t identifier_bytes = (type & kWideIdentifier) != 0 ? 2 : 1;
    const std::size_t size_bytes = type >> 3U & 0x03U;
    const std::size_t head = 1 + identifier_bytes + size_bytes;
    if (bytes.size() < head) return std::nullopt;
    const auto identifier = big_endian(bytes.subspan(1, identifier_bytes));
    const std::uint64_t size = size_bytes == 0
                                   ? type & 0x07U
                                   : big_endian(bytes.subspan(1 + identifier_bytes, size_bytes));
    if (bytes.size() - head < size) return std::nullopt;
    const TlvEntry entry{static_cast<TlvKind>(type >> 6U), static_cast<std::uint16_t>(identifier),
                         bytes.subspan(head, size)};
    bytes = bytes.subspan(head + size);
    return entry;
}

constexpr int kLevels = 3;  ///< an instance has resources, and these have instances

bool read_level(std::span<const std::uint8_t> bytes, const Path& base, std::vector<TlvItem>& items,
                int levels = kLevels) {
    if (levels == 0) return bytes.empty();
    while (!bytes.empty()) {
        const auto entry = take_entry(bytes);
        if (!entry) return false;
        Path path = base;
        switch (entry->kind) {
            case TlvKind::Instance:
                if (path.resource ||
                    path.instance.value_or(entry->identifier) != entry->identifier) {
                    return false;
                }
                path.instance = entry->identifier;
                if (!read_level(entry->value, path, items, levels - 1)) return false;
                break;
            case TlvKind::Multiple:
                if (!path.instance ||
                    path.resource.value_or(entry->identifier) != entry->identifier) {
                    return false;
                }
                path.resource = entry->identifier;
                if (!read_level(entry->value, path, items, levels - 1)) return false;
                break;
            case TlvKind::Resource:
                if (!path.instance ||
                    path.resource.value_or(entry->identifier) != entry->identifier) {
                    return false;
                }
                path.resource = entry->identifier;
                items.push_back({path, {entry->value.begin(), entry->value.end()}});
                break;
            case TlvKind::ResourceInstance:
                if (!path.resource) return false;
                path.resource_instance = entry->identifier;
                items.push_back({path, {entry->value.begin(), entry->value.end()}});
                break;
        }
    }
    return true;
}

}  // namespace

std::vector<std::uint8_t> encode_tlv(std::span<const Item> items) {
    std::vector<std::uint8_t> out;
    for (std::size_t i = 0; i < items.size();) {
        const Path& path = items[i].path;
        std::vector<std::uint8_t> multiple;
        std::size_t next = i;
        for (; next < items.size() && items[next].path.resource == path.resource &&
               items[next].path.instance == path.instance;
             ++next) {
            TlvBytes value;
            std::visit(value, items[next].value);
            const auto& instance = items[next].path.resource_instance;
            if (instance) {
                put_tlv(multiple, TlvKind::ResourceInstance, *instance, value.out);
            } else {
                put_tlv(out, TlvKind::Resource, path.resource.value_or(0), value.out);
            }
        }
        if (path.resource_instance) {
            put_tlv(out, TlvKind::Multiple, path.resource.value_or(0), multiple);
        }
        i = next;
    }
    return out;
}

std::optional<std::vector<TlvItem>> decode_tlv(std::span<const std::uint8_t> bytes,
                                               const Path& base) {
    std::vector<TlvItem> items;
    if (!base.object || !read_level(bytes, base, items)) return std::nullopt;
    return items;
}

std::optional<Value> value_from_bytes(std::span<const std::uint8_t> bytes, const Value& example) {
    const std::size_t size = bytes.size();
    const std::uint64_t raw = size <= sizeof(std::uint64_t) ? big_endian(bytes) : 0;
    return std::visit(
        [&]<class T>(const T&) -> std::optional<Value> {
            if constexpr (std::is_same_v<T, std::int64_t>) {
                if (size != 1 && size != 2 && size != 4 && size != 8) return std::nullopt;
                const std::size_t unused = 64 - 8 * size;  // shifted out and in for the sign
                return Value(static_cast<std::int64_t>(raw << unused) >> unused);
            } else if constexpr (std::is_same_v<T, bool>) {
                if (size != 1 || raw > 1) return std::nullopt;
                return Value(raw == 1);
            } else if constexpr (std::is_same_v<T, double>) {
                if (size == sizeof(float)) {
                    return Value(double{std::bit_cast<float>(static_cast<std::uint32_t>(raw))});
                }
                if (size != sizeof(double)) return std::nullopt;
                return Value(std::bit_cast<double>(raw));
            } else if constexpr (std::is_same_v<T, ObjectLink>) {
                if (size != 4) return std::nullopt;
                return Value(ObjectLink{static_cast<std::uint16_t>(raw >> 16U),
                                        static_cast<std::uint16_t>(raw)});
            } else {
                return Value(T(bytes.begin(), bytes.end()));
            }
        },
        example);
}

}  // namespace sara::lwm2m
