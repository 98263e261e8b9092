#include "models/xmodem/check.hpp"

#include <boost/crc.hpp>

#include <numeric>

namespace sara::xmodem {

std::uint16_t crc16(sim::Bytes data) {
    boost::crc_optimal<16, 0x1021, 0, 0, false, false> crc;  // driven by a table, a byte at a time
    crc.process_bytes(data.data(), data.size());
    return crc.checksum();
}

std::uint8_t sum8(sim::Bytes data) {
    return static_cast<std::uint8_t>(std::accumulate(data.begin(), data.end(), 0U));
}

}  // namespace sara::xmodem
