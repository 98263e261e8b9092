#pragma once

#include "models/at/catalogue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// A line of a command index: what the module's manual lists.
struct IndexedCommand {
    std::string name;
    std::string forms;        ///< letters of ASRT, "" if the manual has none
    std::string persistence;  ///< "-", "V", "P" or "N"; "*" for a mixture that no letter says
    std::string pin;          ///< "yes", "no" or "*"
    int priority = 0;         ///< 1 start-up and firmware update, 2 used by a host, 3 the rest
};

/// Reads `command,forms,persistence,pin,priority`, one command a line behind that heading.  Throws
/// BadInput that names the line.
std::vector<IndexedCommand> parse_index(std::string_view csv, std::string_view file);

/// A command of the index that the module has in another way.
struct Difference {
    std::string name;
    std::string what;  ///< e.g. "forms ST, index SRT"
};

/// The commands of an index beside those of the module.
struct Coverage {
    struct ByPriority {
        int priority = 0;
        std::size_t total = 0;
        std::vector<std::string> missing;
    };
    std::vector<ByPriority> priorities;     ///< 1 to 3
    std::vector<Difference> differences;    ///< in forms, persistence or PIN
    std::vector<std::string> not_in_index;  ///< the module has them all the same
};

Coverage compare(const std::vector<IndexedCommand>& index, const at::Catalogue& catalogue);

/// As Markdown: counts, what is missing, what differs.
std::string coverage_text(const Coverage& coverage);

}  // namespace sara::tools
