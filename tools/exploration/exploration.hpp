#pragma once

#include "sim/random.hpp"
#include "tools/exploration/distribution.hpp"
#include "tools/sweep/engine.hpp"
#include "tools/sweep/outcome.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace sara::tools {

/// Which (state, event, fault) triples have been tried, and which have shown: the state is the
/// module's with the phase of what it does, the event one of the kinds of places that a sweep
/// knows, the fault its kind.
class Triples {
 public:
    /// Everything that a fault of these kinds can meet at one of these points.
    void add_reachable(const std::vector<Point>& points, const std::vector<std::string>& kinds);

    std::uint64_t tried(const Point& point, const nlohmann::json& what) const;
    void try_one(const Point& point, const nlohmann::json& what);

    /// The fault struck and its effect was seen.
    void show(const PlannedCase& planned);

    std::size_t reachable() const { return counts_.size(); }
    std::size_t shown() const;

    /// Those that have not, e.g. "FirmwareUpdate install, flash write: low_ram".
    std::vector<std::string> missed() const;

 private:
    struct Count {
        std::uint64_t tried = 0;
        std::uint64_t shown = 0;
    };

    std::map<std::string, Count> counts_;
};

/// `runs` cases of a scenario, numbered from `first`: each takes the least tried triple of a few
/// that are drawn.  In the order in which a sweep plays them.
std::vector<PlannedCase> draw_cases(const std::vector<Point>& points,
                                    const Distribution& distribution, std::size_t first,
                                    std::size_t runs, sim::Random& random, Triples& triples);

}  // namespace sara::tools
