#include "tools/testing/resource_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <string_view>

namespace sara::tools {

namespace {

/// A line of /proc/self/status in kB of 1000 bytes; 0 if the system does not say.  [proc(5)]
double status_kb(std::string_view wanted) {
    std::ifstream status("/proc/self/status");
    for (std::string key; status >> key;) {
        double kibibytes = 0;
        if (key == wanted && status >> kibibytes) return kibibytes * 1.024;
        status.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    return 0;
}

/// VmHWM begins anew at what is resident now.  [proc(5), clear_refs]
void forget_peak() {
    std::ofstream("/proc/self/clear_refs") << "5";
}

}  // namespace

ResourceUse::ResourceUse() : start_(std::chrono::steady_clock::now()) {
    forget_peak();
    memory_kb_ = status_kb("VmRSS:");
}

double ResourceUse::wall_seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

std::string ResourceUse::text(std::size_t modules) const {
    const double grown = std::max(status_kb("VmHWM:") - memory_kb_, 0.0);
    return fmt::format(
        "{} modules in {:.2f} s of wall time, at most {:.1f} MB of memory: {:.0f} kB a module\n",
        modules, wall_seconds(), grown / 1000, grown / static_cast<double>(modules));
}

}  // namespace sara::tools
