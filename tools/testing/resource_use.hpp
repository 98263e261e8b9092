#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace sara::tools {

/// What this process needs from here on.
class ResourceUse {
 public:
    ResourceUse();

    double wall_seconds() const;

    /// "1000 modules in 1.92 s of wall time, at most 71.3 MB of memory: 71 kB a module".
    std::string text(std::size_t modules) const;

 private:
    std::chrono::steady_clock::time_point start_;
    double memory_kb_;  ///< at the start, kB of 1000 bytes
};

}  // namespace sara::tools
