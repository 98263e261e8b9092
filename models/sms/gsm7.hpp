#pragma once

#include "models/storage/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sara::sms {

using storage::Buffer;
using storage::Bytes;

/// The default alphabet of short messages, one septet a byte.  A text in IRA (ASCII) becomes
/// septets and back; what one of them does not have becomes `?`.  [TS 23.038 6.2.1]
Buffer to_septets(std::string_view ira);
std::string to_ira(Bytes septets);

/// Packs septets into octets, the first into the low bits, after `fill_bits` zero bits.
/// [TS 23.038 6.1.2.1]
Buffer pack(Bytes septets, std::size_t fill_bits = 0);

/// Takes `count` septets out of octets; those that are missing are left out.
Buffer unpack(Bytes octets, std::size_t count, std::size_t fill_bits = 0);

}  // namespace sara::sms
