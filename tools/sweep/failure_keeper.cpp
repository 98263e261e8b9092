#include "tools/sweep/failure_keeper.hpp"

#include "tools/bad_input.hpp"
#include "tools/sweep/shrink.hpp"
#include "tools/sweep/summary.hpp"

#include <fmt/format.h>

namespace sara::tools {

namespace {

/// Whoever has read so many looks for what they have in common.
constexpr std::size_t kShownReports = 5;

}  // namespace

void add_keep_options(CLI::App& command, KeepOptions& options) {
    CLI::Option* const folder =
        command.add_option("--save-failures", options.folder,
                           "Saves each violated case there, as a scenario for r5sim test");
    command
        .add_flag("--shrink", options.shrinks,
                  "Saves of the first one also the shortest scenario that still breaks")
        ->needs(folder);
}

void FailureKeeper::keep(const CaseOutcome& outcome) {
    const bool is_shown = ++kept_ <= kShownReports;
    if (is_shown) fmt::print("{}", report(scenario_.file, pin_.seed, outcome));
    if (options_.folder.empty()) return;
    const std::string path = save_case(options_.folder, scenario_, pin_, outcome);
    if (!is_shown) return;
    fmt::print("  saved as {}\n", path);
    // It plays hundreds of runs; the others mostly break for the same reason.
    if (options_.shrinks && kept_ == 1) shorten(outcome);
}

void FailureKeeper::shorten(const CaseOutcome& outcome) const {
    const auto shrunk = shrink(scenario_, world_, pin_, outcome);
    if (!shrunk) {
        fmt::print("  not shrunk: a second fault, or it does not break again\n");
        return;
    }
    fmt::print("  shrunk to {} of {} steps by {} tries: {}\n", shrunk->steps, shrunk->steps_before,
               shrunk->tries,
               save_scenario(options_.folder, scenario_, outcome.id + "-short", shrunk->document));
}

}  // namespace sara::tools
