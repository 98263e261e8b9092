#pragma once

#include <string_view>

namespace sara::tools {

/// The program's version, as CMake's project() states it.
inline constexpr std::string_view kVersion = R5SIM_VERSION;

}  // namespace sara::tools
