#pragma once

#include "models/result.hpp"
#include "models/storage/bytes.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sara::storage {

/// Number of the flash map: another layout of regions or another format in one of them.
inline constexpr std::uint32_t kFlashLayout = 1;

/// What the first bytes of a flash say, so that a wrong file is not taken for one.
struct FlashHeader {
    static constexpr std::size_t kBytes = 64;
    std::uint32_t layout = 0;
    std::string type_number;
};

enum class HeaderFault : std::uint8_t {
    Blank,   ///< erased, or zeros as in a new file
    Foreign  ///< something that is no flash of ours
};

/// Header of this program's layout.
Buffer encode_header(std::string_view type_number);

/// `bytes`: kBytes from the start of the flash.
Result<FlashHeader, HeaderFault> parse_flash_header(Bytes bytes);

}  // namespace sara::storage
