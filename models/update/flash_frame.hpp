#pragma once

#include "models/storage/bytes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace sara::update {

/// The protocol that the boot ROM and a flashing tool speak on the primary UART.  u-blox's own is
/// not public: this one is ours.  [R01 6]
///
/// A frame, numbers little endian:
/// | offset | bytes | |
/// |--|--|--|
/// | 0     | 2 | A5h 5Ah                              |
/// | 2     | 1 | type                                 |
/// | 3     | 2 | bytes of the payload, n, up to 4100  |
/// | 5     | n | payload                              |
/// | 5 + n | 4 | CRC-32 of the bytes before it        |
///
/// The tool asks, the boot ROM answers each request once; a tool that hears nothing asks again.
/// | request            | payload                       | answer |
/// |--|--|--|
/// | Hello              |                               | Info: JSON with model, firmware, protocol
/// | | ReadCalibration    | offset (4)                    | Calibration: offset (4), up to 4096
/// bytes | | WriteCalibration   | offset (4), 4096 bytes        | Done | | Begin              | the
/// package's header          | Done                                      | | Data               |
/// offset in the image (4), bytes| Done: the offset that is next             | | End | | Done |
/// Refused carries the code of [firmware-update 6] in 2 bytes.  Data are whole sectors of 4096
/// bytes but the last, in order; what came already is answered again and not written again.
enum class FrameType : std::uint8_t {
    Hello = 0x01,
    ReadCalibration = 0x02,
    WriteCalibration = 0x03,
    Begin = 0x10,
    Data = 0x11,
    End = 0x12,
    Info = 0x81,
    Calibration = 0x82,
    Done = 0x90,
    Refused = 0x91,
};

struct Frame {
    FrameType type = FrameType::Hello;
    storage::Buffer payload;

    /// The number at the payload's start; nothing if it is too short for one.
    std::optional<std::uint32_t> offset() const;

    /// What follows that number.
    storage::Bytes data() const;

    static constexpr std::array<std::uint8_t, 2> kStart = {0xA5, 0x5A};
    static constexpr std::size_t kDataBytes = 4096;
    static constexpr std::size_t kMaxPayload = kDataBytes + 4;
};

inline constexpr int kFlashProtocol = 1;

/// A frame as it goes over the wire.
storage::Buffer encode(const Frame& frame);

/// A frame with a number and bytes behind it.
Frame frame_with(FrameType type, std::uint32_t offset, storage::Bytes data = {});

/// Finds frames in a stream of bytes; whatever is none of them is passed over.
class FrameReader {
 public:
    void add(storage::Bytes bytes);

    /// The next whole frame; nothing if more bytes are needed.
    std::optional<Frame> next();

 private:
    storage::Buffer bytes_;
};

}  // namespace sara::update
