#include "sim/host/line_teller.hpp"

#include <cstddef>

namespace sara::sim {

namespace {

/// A line nobody ends, such as garbage, is told in pieces of this size.
constexpr std::size_t kLongestLine = 4096;

}  // namespace

void LineTeller::hear(std::string_view text) {
    if (observer_ == nullptr) return;
    for (const char c : text) {
        const bool ends = c == '\r' || c == '\n';
        if (!ends) line_ += c;
        if (line_.empty() || (!ends && line_.size() < kLongestLine)) continue;
        observer_->on_line(line_);
        line_.clear();
    }
}

}  // namespace sara::sim
