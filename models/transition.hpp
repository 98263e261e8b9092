#pragma once

#include <string_view>

namespace sara::machine {

/// One row of a machine's table, in words: what the printed references and the coverage read.
struct Transition {
    std::string_view from;
    std::string_view event;
    std::string_view to;      ///< empty: stays in `from` without leaving it
    std::string_view action;  ///< empty: none
    std::string_view guard;   ///< empty: always
    bool guard_negated = false;
};

}  // namespace sara::machine
