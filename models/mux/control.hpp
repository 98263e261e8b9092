#pragma once

#include "sim/trace.hpp"

#include <cstdint>
#include <vector>

namespace sara::mux {

/// Messages of the control channel, as the type field without its C/R bit.  [TS 27.010 5.4.6.3]
enum class ControlType : std::uint8_t {
    NotSupported = 0x11,          ///< NSC: an unknown command, by its type
    Test = 0x21,                  ///< comes back as it is
    PowerSaving = 0x41,           ///< PSC
    FlowOff = 0x61,               ///< FCoff: no channel sends
    ParameterNegotiation = 0x81,  ///< PN
    FlowOn = 0xA1,                ///< FCon
    CloseDown = 0xC1,             ///< CLD
    ModemStatus = 0xE1            ///< MSC: control lines of a channel
};

struct ControlMessage {
    ControlType type = ControlType::Test;
    bool is_command = true;
    std::vector<std::uint8_t> value = {};
};

/// The messages of a frame; what is incomplete ends the list.
std::vector<ControlMessage> control_messages(sim::Bytes info);

/// A message as it stands in a frame.
std::vector<std::uint8_t> encode(const ControlMessage& message);

/// Octet of ModemStatus with the control lines.  [TS 27.010 5.4.6.3.7]
struct Signals {
    static constexpr std::uint8_t kExtension = 0x01;
    static constexpr std::uint8_t kFlowStopped = 0x02;  ///< FC: no data please
    static constexpr std::uint8_t kReady = 0x04;        ///< RTC: DTR, DSR
    static constexpr std::uint8_t kMaySend = 0x08;      ///< RTR: RTS, CTS
    static constexpr std::uint8_t kRing = 0x40;         ///< IC: RI
    static constexpr std::uint8_t kDataValid = 0x80;    ///< DV: DCD
};

}  // namespace sara::mux
