#pragma once

#include "models/ppp/octets.hpp"

#include <cstdint>
#include <string>

namespace sara::ppp {

/// The frame check sequence over those bytes.  [RFC 1662 C.2]
std::uint16_t frame_check(sim::Bytes bytes);

/// Control characters that a receiver wants escaped, a bit a character.  [RFC 1662 7.1]
using CharacterMap = std::uint32_t;
inline constexpr CharacterMap kEscapeAll = 0xFFFF'FFFF;

/// A packet of a protocol in HDLC-like framing, flags around it.  [RFC 1662 3.1, 4.2]
std::string encode_frame(std::uint16_t protocol, sim::Bytes information, CharacterMap escaped);

/// Finds frames among the bytes of a line.  A frame with a wrong check, or one too long, is passed
/// over.  [RFC 1662 4.3]
class FrameReader {
 public:
    enum class Found : std::uint8_t {
        Nothing,
        Packet,  ///< protocol() and information() tell
        Escape   ///< `~+++`: the DTE wants to give commands  [at-syntax 7]
    };

    Found on_byte(std::uint8_t byte);

    std::uint16_t protocol() const { return protocol_; }
    sim::Bytes information() const { return information_; }

    /// What a receiver of MRU 1500 has to take, escapes gone.  [RFC 1661 6.1]
    static constexpr std::size_t kLongest = 1508;

 private:
    Found end_frame();

    Octets frame_;
    bool is_escaped_ = false;
    bool is_spoilt_ = true;  ///< no flag yet, too long, or aborted
    std::uint16_t protocol_ = 0;
    Octets information_;
};

}  // namespace sara::ppp
