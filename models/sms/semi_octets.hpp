#pragma once

#include "models/storage/bytes.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sara::sms {

using storage::Buffer;
using storage::Bytes;

inline constexpr int kInternational = 145;  ///< type of address: international number, E.164
inline constexpr int kUnknownType = 129;    ///< unknown kind of number, E.164

/// A telephone number: digits, `*`, `#`, `a` to `c`, with a leading `+` if it is international.
struct Address {
    std::string number;
    int type = kUnknownType;  ///< octet of type and numbering plan  [TS 24.011 8.2.5.2]

    bool operator==(const Address&) const = default;
};

/// An address from what a DTE gives; without a type it follows from the `+`.  Nothing if there is a
/// character that no number has, or more than 20 digits.  [TS 27.005 3.1: da, toda]
std::optional<Address> make_address(std::string_view number, std::optional<int> type);

/// Digits two an octet, the first in the low half, a filler behind an odd number.  The `+` is not a
/// digit.
Buffer to_semi_octets(std::string_view number);

/// The first `digits` of them.
std::string from_semi_octets(Bytes octets, std::size_t digits);

/// A number as an address field of a TPDU: digits, type, semi-octets.  [TS 23.040 9.1.2.5]
Buffer encode_address(const Address& address);

/// Number and `+` of an address whose octets have been taken apart.
Address decode_address(int type, Bytes semi_octets, std::size_t digits);

/// "yy/MM/dd,hh:mm:ss+zz" as the seven octets of a time stamp, and back.  [TS 23.040 9.2.3.11]
Buffer encode_time(std::string_view text);
std::string decode_time(Bytes octets);

}  // namespace sara::sms
