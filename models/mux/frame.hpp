#pragma once

#include "sim/trace.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sara::mux {

/// Frames that the basic option knows, as the control field without its P/F bit.
/// [TS 27.010 5.2.1.3]
enum class FrameType : std::uint8_t {
    Ui = 0x03,    ///< data, checked as a whole
    Dm = 0x0F,    ///< refuses a command: the channel is closed
    Sabm = 0x2F,  ///< opens a channel
    Disc = 0x43,  ///< closes it
    Ua = 0x63,    ///< agrees to either
    Uih = 0xEF    ///< data; only the header is checked
};

/// A frame without flags, length and check.
struct Frame {
    FrameType type = FrameType::Uih;
    int dlci = 0;
    bool cr = false;  ///< C/R: a command of the initiator, or the answer to one
    bool pf = false;  ///< P/F
    std::vector<std::uint8_t> info = {};
};

inline constexpr std::uint8_t kFlag = 0xF9;
inline constexpr int kMaxDlci = 63;

/// The frame on the wire, flags around it.  [TS 27.010 5.2.1]
std::string encode(const Frame& frame);

/// The frame check sequence over those bytes: CRC-8, reversed.  [TS 27.010 5.2.1.6]
std::uint8_t frame_check(sim::Bytes bytes);

/// Finds frames among the bytes of a line.  Whatever is no frame is passed over, as the standard
/// wants it: wrong check, unknown type, too long, no flag where one has to be.
/// [TS 27.010 5.2.5]
class FrameParser {
 public:
    /// N1: longer frames are none.
    void start(std::size_t max_info);

    /// A frame if this byte completes one.
    std::optional<Frame> on_byte(std::uint8_t byte);

 private:
    enum class Part : std::uint8_t { Hunt, Address, Control, Length, LengthHigh, Info, Check, End };

    Part take_address(std::uint8_t byte);
    Part take_control(std::uint8_t byte);
    Part take_length(std::uint8_t byte);
    Part take_length_high(std::uint8_t byte);
    Part after_length() const;
    std::optional<Frame> take_end(std::uint8_t byte);
    bool is_check_right() const;

    std::size_t max_info_ = 0;
    Part part_ = Part::Hunt;
    std::vector<std::uint8_t> header_;  ///< address to length
    Frame frame_;
    std::size_t length_ = 0;
    std::uint8_t check_ = 0;
};

}  // namespace sara::mux
