#pragma once

#include "sim/scenario/match.hpp"
#include "sim/vocabulary.hpp"

#include <optional>

namespace sara::tools {

/// How far the control interface's `advance` goes.
struct AdvanceParams {
    sim::Duration length{};
    std::optional<sim::RecordMatch> until;
};

}  // namespace sara::tools

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::tools::AdvanceParams>();
