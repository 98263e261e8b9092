#include "models/network/server_disturbance.hpp"

#include <cstddef>

namespace sara::network {

Content spoilt(const Content& content) {
    constexpr std::size_t kEvery = 1024;
    std::vector<std::uint8_t> bytes = *content;
    for (std::size_t at = kEvery / 2; at < bytes.size(); at += kEvery) bytes[at] ^= 0x01U;
    if (bytes.size() <= kEvery / 2 && !bytes.empty()) bytes.front() ^= 0x01U;
    return make_content(std::move(bytes));
}

}  // namespace sara::network
