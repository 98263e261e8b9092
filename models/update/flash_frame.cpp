#include "models/update/flash_frame.hpp"

#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>

#include <algorithm>

namespace sara::update {

namespace {

using storage::Buffer;
using storage::Bytes;

constexpr std::size_t kHeaderBytes = 5;
constexpr std::size_t kCheckBytes = 4;
constexpr std::size_t kOffsetBytes = 4;

std::uint32_t check_of(Bytes bytes) {
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

}  // namespace

std::optional<std::uint32_t> Frame::offset() const {
    if (payload.size() < kOffsetBytes) return std::nullopt;
    return boost::endian::load_little_u32(payload.data());
}

Bytes Frame::data() const {
    return Bytes(payload).subspan(std::min(payload.size(), kOffsetBytes));
}

Buffer encode(const Frame& frame) {
    const std::size_t checked = kHeaderBytes + frame.payload.size();
    Buffer bytes(checked + kCheckBytes);
    std::ranges::copy(Frame::kStart, bytes.begin());
    bytes[2] = static_cast<std::uint8_t>(frame.type);
    boost::endian::store_little_u16(bytes.data() + 3,
                                    static_cast<std::uint16_t>(frame.payload.size()));
    std::ranges::copy(frame.payload, bytes.begin() + kHeaderBytes);
    boost::endian::store_little_u32(bytes.data() + checked, check_of(Bytes(bytes).first(checked)));
    return bytes;
}

Frame frame_with(FrameType type, std::uint32_t offset, Bytes data) {
    Frame frame{type, Buffer(kOffsetBytes + data.size())};
    boost::endian::store_little_u32(frame.payload.data(), offset);
    std::ranges::copy(data, frame.payload.begin() + kOffsetBytes);
    return frame;
}

void FrameReader::add(Bytes bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

std::optional<Frame> FrameReader::next() {
    std::size_t at = 0;
    std::optional<Frame> found;
    for (; at < bytes_.size() && !found; ++at) {
        const Bytes rest = Bytes(bytes_).subspan(at);
        if (rest[0] != Frame::kStart[0]) continue;
        if (rest.size() > 1 && rest[1] != Frame::kStart[1]) continue;
        if (rest.size() < kHeaderBytes) break;
        const std::size_t size = boost::endian::load_little_u16(rest.data() + 3);
        if (size > Frame::kMaxPayload) continue;
        const std::size_t checked = kHeaderBytes + size;
        if (rest.size() < checked + kCheckBytes) break;
        if (boost::endian::load_little_u32(rest.data() + checked) != check_of(rest.first(checked)))
            continue;
        const Bytes payload = rest.subspan(kHeaderBytes, size);
        found = Frame{static_cast<FrameType>(rest[2]), {payload.begin(), payload.end()}};
        at += checked + kCheckBytes - 1;
    }
    bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(at));
    return found;
}

}  // namespace sara::update
