#pragma once

#include "tools/reports/run_story.hpp"

#include <string>

namespace sara::tools {

/// The run as an inline SVG picture: a lane a state machine with its states as bars, a lane an
/// operation with its progress as a curve, faults as dashed lines through all of them.
std::string timeline_of(const RunStory& story);

}  // namespace sara::tools
