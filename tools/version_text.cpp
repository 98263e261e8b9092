#include "tools/version_text.hpp"

#include "models/storage/flash_header.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/sinks/json_lines.hpp"
#include "tools/version.hpp"

#include <fmt/format.h>

namespace sara::tools {

std::string version_text() {
    return fmt::format("r5sim {}\nscenario format {}\ntrace format {}\nflash layout {}", kVersion,
                       sim::Scenario::kVersion, sim::JsonLinesSink::kVersion,
                       storage::kFlashLayout);
}

}  // namespace sara::tools
