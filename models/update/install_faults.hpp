#pragma once

#include "models/update/install_code.hpp"

#include <optional>

namespace sara::update {

/// What a fault injected from outside does to installations while it lasts.
struct InstallFaults {
    bool is_ram_low = false;             ///< not enough memory to make the new image
    std::optional<InstallCode> failure;  ///< the next step ends with it, whatever was written
};

}  // namespace sara::update
