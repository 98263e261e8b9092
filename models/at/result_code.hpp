#pragma once

#include <cstdint>
#include <string_view>

namespace sara::at {

/// Final and intermediate result codes, as ATV0 prints them.  [at-syntax 3.1]
enum class ResultCode : std::uint16_t {
    Ok = 0,
    Connect = 1,
    Ring = 2,
    NoCarrier = 3,
    Error = 4,
    NoDialtone = 6,
    Busy = 7,
    NoAnswer = 8,
    NotSupport = 10,
    InvalidCommandLine = 11,
    Cr = 12,
    SimDrop = 13,
    Disconnect = 14,
    CommandAborted = 3000,
};

/// What ATV1 prints.
constexpr std::string_view text_of(ResultCode code) {
    switch (code) {
        case ResultCode::Ok:
            return "OK";
        case ResultCode::Connect:
            return "CONNECT";
        case ResultCode::Ring:
            return "RING";
        case ResultCode::NoCarrier:
            return "NO CARRIER";
        case ResultCode::Error:
            return "ERROR";
        case ResultCode::NoDialtone:
            return "NO DIALTONE";
        case ResultCode::Busy:
            return "BUSY";
        case ResultCode::NoAnswer:
            return "NO ANSWER";
        case ResultCode::NotSupport:
            return "NOT SUPPORT";
        case ResultCode::InvalidCommandLine:
            return "INVALID COMMAND LINE";
        case ResultCode::Cr:
            return "CR";
        case ResultCode::SimDrop:
            return "SIM DROP";
        case ResultCode::Disconnect:
            return "DISCONNECT";
        case ResultCode::CommandAborted:
            return "ABORTED";  // with +CMEE=0  [at-syntax 5]
    }
    return "ERROR";
}

}  // namespace sara::at
