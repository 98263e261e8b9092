#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sara::network {

/// An IP address of either version.
class Address {
 public:
    static constexpr std::size_t kV4Bytes = 4;
    static constexpr std::size_t kV6Bytes = 16;

    static constexpr Address v4(std::array<std::uint8_t, kV4Bytes> bytes) {
        Address address;
        std::copy(bytes.begin(), bytes.end(), address.bytes_.begin());
        return address;
    }
    static constexpr Address v6(std::array<std::uint8_t, kV6Bytes> bytes) {
        Address address;
        address.bytes_ = bytes;
        address.is_v6_ = true;
        return address;
    }

    /// "10.0.0.2", "2001:db8::1", or IPv6 as the modem prints it: 16 numbers joined by dots.
    static std::optional<Address> parse(std::string_view text);

    bool is_v6() const { return is_v6_; }
    std::span<const std::uint8_t> bytes() const {
        return std::span(bytes_).first(is_v6_ ? kV6Bytes : kV4Bytes);
    }

    /// "10.0.0.2"; IPv6 in the shortest form of RFC 5952.
    std::string text() const;

    /// Decimal numbers joined by dots, 16 of them for IPv6.  [at-commands 2.6]
    std::string dotted() const;

    auto operator<=>(const Address&) const = default;

 private:
    constexpr Address() = default;

    std::array<std::uint8_t, kV6Bytes> bytes_{};  ///< of IPv4 the first four
    bool is_v6_ = false;
};

}  // namespace sara::network
