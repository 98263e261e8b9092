#pragma once

#include "tools/coverage/met.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// How a scenario came out, as it is told to people, to JUnit and from one process to another.
struct Verdict {
    enum class Kind { Passed, Failed, BadInput, Invalid, Skipped };

    std::string file;
    std::string title;
    Kind kind = Kind::Failed;
    std::string report;          ///< why not, for people; empty if it passed
    std::string left_out = {};   ///< what a device could not be asked, as JSON pointers
    std::size_t index = 0;       ///< among all scenarios, also those of other shards
    double virtual_seconds = 0;  ///< of the run
    double wall_seconds = 0;
    std::string came_of_it = {};  ///< for people: outcomes of campaigns, time and memory
    Met met = {};                 ///< what of the module the run met, if that was asked for
};
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Verdict, file, title, kind, report, left_out, index,
                                   virtual_seconds, wall_seconds, came_of_it, met)

/// The word for it in reports: "passed", "failed", "error" (bad input), "invalid" or
/// "skipped".
std::string_view word_of(Verdict::Kind kind);

/// The kind that a word of word_of() means; nothing for any other.
std::optional<Verdict::Kind> kind_of(std::string_view word);

/// What the program tells its caller: the gravest of them.
int exit_code_of(const std::vector<Verdict>& verdicts);

/// JUnit XML, as CI servers read it.
std::string junit_of(const std::vector<Verdict>& verdicts);

}  // namespace sara::tools
