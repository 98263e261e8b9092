#pragma once

#include <cstdint>
#include <string>

namespace sara::network {

/// A radio access technology, as <AcT> of +CEREG and +COPS.  [module-behaviour 9.2]
enum class AccessTechnology : std::uint8_t {
    LteM = 7,
    NbIot = 8,
};

/// A cell as the module measures it.  Defaults: [module-behaviour 13], the channel [assumed].
struct Cell {
    std::string plmn = "00101";  ///< MCC and MNC, 5 or 6 digits
    std::uint16_t tac = 0x0001;
    std::uint32_t ci = 0x01a2d001;  ///< 28 bits
    AccessTechnology act = AccessTechnology::LteM;
    std::uint32_t earfcn = 6300;
    int band = 20;
    int pci = 1;    ///< physical cell id
    int rsrp = 50;  ///< coded as in +CESQ: -141 dBm + n; 0-97
    int rsrq = 20;  ///< coded as in +CESQ: -20 dB + n / 2; 0-34

    bool operator==(const Cell&) const = default;
};

/// Names of a network.
struct Operator {
    std::string plmn;
    std::string long_name;
    std::string short_name;
};

}  // namespace sara::network
