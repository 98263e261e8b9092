#pragma once

#include "sim/time.hpp"
#include "sim/trace.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// Where a sweep injects: at which kind of point.
struct Places {
    enum class Kind { Events, FlashWrites, LineBytes, Urcs, Every, Anywhere };
    Kind kind = Kind::Events;
    sim::Duration every{};  ///< of Every
};

/// "events", "flash-writes", "line-bytes", "urcs", "anywhere" (all of these) or "every:100ms".
/// Throws BadInput.
Places parse_places(std::string_view text);

/// The n-th record of a kind, from 1.
struct Counted {
    sim::RecordKind kind = sim::RecordKind::Note;
    std::uint32_t nth = 0;
};

/// One point of a run at which a fault can strike.
struct Point {
    std::string id;                           ///< short and stable, e.g. "e3311", "w1042t"; its
                                              ///< first letter says which kind of place it is
    std::uint64_t event = 0;                  ///< the last event that is over before it
    std::int64_t time_ns = 0;                 ///< virtual
    std::string phase;                        ///< what the module was at
    std::optional<std::int64_t> at_ns = {};   ///< it is an instant between two events
    std::optional<std::uint64_t> write = {};  ///< it is a flash write
    bool torn = false;
    std::optional<Counted> record = {};  ///< it is behind that one

    /// As `when` of a fault in a scenario.
    nlohmann::json when() const;
};

enum class Plan {
    Quick,       ///< about 100 points
    Linear,      ///< about 1,000
    Exhaustive,  ///< all
};
inline constexpr std::size_t kQuickPoints = 100;
inline constexpr std::size_t kLinearPoints = 1000;

/// Indices of about `wanted` of the points, evenly spread, and with them the first and last of
/// every stretch of one phase.
std::vector<std::size_t> choose(const std::vector<Point>& points, std::size_t wanted);

}  // namespace sara::tools
