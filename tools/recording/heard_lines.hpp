#pragma once

#include "sim/scenario/step.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// Turns what a host received into steps that expect it: whole lines, as a scenario's host reads
/// them.  The beginning of a line is kept until its end has come.
class HeardLines {
 public:
    void add(std::string_view text) { text_ += text; }

    /// Expects the lines that are complete, and forgets them.  The steps are done in no time when
    /// all of it has arrived.
    std::vector<sim::Step> take();

 private:
    std::string text_;
};

}  // namespace sara::tools
