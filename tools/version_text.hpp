#pragma once

#include <string>

namespace sara::tools {

/// The program's version and those of the formats it reads and writes, one a line.
std::string version_text();

}  // namespace sara::tools
