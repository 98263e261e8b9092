#pragma once

#include "tools/coverage/met.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace sara::tools {

/// How a scenario came out, as it is told to people, to JUnit and from one process to another.
struct Verdict {
    enum class Kind { Passed, Failed, BadInput, Invalid };

    std::string file;
    std::string title;
    Kind kind = Kind::Failed;
    std::string report;          ///< why not, for people; empty if it passed
    double virtual_seconds = 0;  ///< of the run
    double wall_seconds = 0;
    Met met = {};  ///< what of the module the run met, if that was asked for
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Verdict, file, title, kind, report, virtual_seconds,
                                   wall_seconds, met)

/// JUnit XML, as CI servers read it.
std::string junit_of(const std::vector<Verdict>& verdicts);

}  // namespace sara::tools
