#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sara::sim {

/// Bytes that outlive the module's power: memory in a scenario, a mapped file for `--flash`.
/// Nothing here may fail half-way: what was written before the program dies is what is there.
class Medium {
 public:
    virtual ~Medium() = default;

    virtual std::size_t size() const = 0;

    /// Copies `into.size()` bytes from `offset`.
    virtual void read(std::size_t offset, std::span<std::uint8_t> into) const = 0;

    /// Replaces the bytes at `offset`.
    virtual void write(std::size_t offset, std::span<const std::uint8_t> bytes) = 0;
};

}  // namespace sara::sim
