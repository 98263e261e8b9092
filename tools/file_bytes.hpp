#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

enum class Access : std::uint8_t { Everybody, OwnerOnly };

/// The whole file.  Throws BadInput if it cannot be read.
std::vector<std::uint8_t> read_file(const std::string& path);

/// Writes the whole file, in one piece: a reader sees the old contents or the new.  Throws BadInput
/// if it cannot be written.
void write_file(const std::string& path, std::span<const std::uint8_t> bytes,
                Access access = Access::Everybody);
void write_file(const std::string& path, std::string_view text, Access access = Access::Everybody);

}  // namespace sara::tools
