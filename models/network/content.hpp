#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace sara::network {

/// Bytes that a server has, shared with the transfers that carry them.
using Content = std::shared_ptr<const std::vector<std::uint8_t>>;

inline Content make_content(std::vector<std::uint8_t> bytes) {
    return std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
}

}  // namespace sara::network
