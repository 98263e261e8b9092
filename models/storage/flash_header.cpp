#include "models/storage/flash_header.hpp"

#include "models/storage/erased.hpp"
#include "sim/expect.hpp"

#include <boost/crc.hpp>
#include <boost/endian/conversion.hpp>

#include <algorithm>

namespace sara::storage {

namespace {

// Magic, layout, type number padded with zeros, CRC-32 of all before.
constexpr std::string_view kFlashMagic = "r5sim flash\n";
constexpr std::size_t kLayoutAt = 12;
constexpr std::size_t kTypeAt = 16;
constexpr std::size_t kHeaderCrcAt = 60;
static_assert(kFlashMagic.size() == kLayoutAt);

std::uint32_t crc_of(Bytes header) {
    boost::crc_32_type crc;
    crc.process_bytes(header.data(), kHeaderCrcAt);
    return crc.checksum();
}

bool is_zero(Bytes bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

Buffer encode_header(std::string_view type_number) {
    SARA_EXPECT(type_number.size() < kHeaderCrcAt - kTypeAt, "type numbers are short");
    Buffer header(FlashHeader::kBytes);
    std::ranges::copy(kFlashMagic, header.begin());
    boost::endian::store_little_u32(header.data() + kLayoutAt, kFlashLayout);
    std::copy(type_number.begin(), type_number.end(), header.begin() + kTypeAt);
    boost::endian::store_little_u32(header.data() + kHeaderCrcAt, crc_of(header));
    return header;
}

Result<FlashHeader, HeaderFault> parse_flash_header(Bytes bytes) {
    SARA_EXPECT(bytes.size() == FlashHeader::kBytes, "a header has a fixed size");
    if (is_zero(bytes) || is_erased(bytes)) return HeaderFault::Blank;
    const bool is_ours =
        sim::as_text(bytes).starts_with(kFlashMagic) &&
        boost::endian::load_little_u32(bytes.data() + kHeaderCrcAt) == crc_of(bytes);
    if (!is_ours) return HeaderFault::Foreign;
    const std::string_view type = sim::as_text(bytes.subspan(kTypeAt, kHeaderCrcAt - kTypeAt));
    return FlashHeader{.layout = boost::endian::load_little_u32(bytes.data() + kLayoutAt),
                       .type_number = std::string(type.substr(0, type.find('\0')))};
}

}  // namespace sara::storage
