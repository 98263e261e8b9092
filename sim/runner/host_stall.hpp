#pragma once

#include <string_view>

namespace sara::sim {

/// Whoever plays the host, as far as a fault can reach it.
class StallingHost {
 public:
    virtual ~StallingHost() = default;

    /// The host at that port neither sends nor reads from now on, or goes on where it stood.
    virtual void set_stalled(std::string_view port, bool stalled) = 0;
};

}  // namespace sara::sim
