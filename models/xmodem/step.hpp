#pragma once

#include "sim/scheduler.hpp"
#include "sim/time.hpp"
#include "sim/trace.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace sara::xmodem {

// Control characters.  [XM]
inline constexpr std::uint8_t kSoh = 0x01;  ///< starts a block of 128 bytes
inline constexpr std::uint8_t kStx = 0x02;  ///< starts a block of 1024 bytes
inline constexpr std::uint8_t kEot = 0x04;  ///< end of the file
inline constexpr std::uint8_t kAck = 0x06;
inline constexpr std::uint8_t kNak = 0x15;
inline constexpr std::uint8_t kCan = 0x18;       ///< twice in a row: give up
inline constexpr std::uint8_t kAskForCrc = 'C';  ///< "send, with CRC-16"
inline constexpr std::uint8_t kPadding = 0x1A;   ///< fills the last block

/// How a transfer stands.
enum class Outcome : std::uint8_t {
    Going,
    Complete,        ///< EOT came and was acknowledged
    Timeout,         ///< 109 s without data  [R01 3.1.1]
    CancelledByDte,  ///< CAN CAN came
    WrongSequence,   ///< a block that neither repeats the last nor follows it
    TooManyErrors    ///< 10 bad blocks in a row
};

/// One wait: arm the transfer's only timer with it; when it runs out, call `Receiver::on_silence`.
struct Pause {
    sim::Duration length{};
    sim::Wait why = "Xmodem";  ///< Work: the module is busy; Patience: it waits for the DTE
};

/// Up to two bytes to send, bare: no framing.
class ReplyBytes {
 public:
    constexpr ReplyBytes() = default;
    constexpr explicit ReplyBytes(std::uint8_t byte) : bytes_{byte}, size_(1) {}
    constexpr ReplyBytes(std::uint8_t first, std::uint8_t second)
        : bytes_{first, second}, size_(2) {}

    sim::Bytes bytes() const { return {bytes_.data(), size_}; }
    bool empty() const { return size_ == 0; }

 private:
    std::array<std::uint8_t, 2> bytes_{};
    std::size_t size_ = 0;
};

/// What to do now, in this order: store, send, then end the transfer or wait.
struct Step {
    sim::Bytes store{};  ///< a block's data; valid until the receiver's next call
    ReplyBytes reply{};
    std::optional<Pause> wait{};       ///< nothing: the wait that runs goes on untouched
    Outcome outcome = Outcome::Going;  ///< anything else: the transfer is over, no wait follows
};

}  // namespace sara::xmodem
