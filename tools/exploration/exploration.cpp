#include "tools/exploration/exploration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace sara::tools {

namespace {

/// Of so many draws the one is taken whose triple was tried least.
constexpr std::size_t kDraws = 8;

constexpr std::string_view kPowerLoss = "power_loss";

struct PlaceName {
    char letter;  ///< with which ids of its points begin
    std::string_view name;
};
constexpr auto kPlaceNames = std::to_array<PlaceName>({
    {'e', "event"},
    {'w', "flash write"},
    {'b', "byte on a line"},
    {'u', "URC"},
});

std::string triple_of(const Point& point, std::string_view kind) {
    const auto place = std::ranges::find(kPlaceNames, point.id.front(), &PlaceName::letter);
    return fmt::format("{}, {}: {}", point.phase, place == kPlaceNames.end() ? "" : place->name,
                       kind);
}

const std::string& kind_of(const nlohmann::json& what) {
    return what.begin().key();
}

/// Only the power can go inside of a flash write; any other fault comes before it or behind it.
Point at(const Point& point, const nlohmann::json& what) {
    Point result = point;
    if (kind_of(what) != kPowerLoss) result.write.reset();
    return result;
}

}  // namespace

void Triples::add_reachable(const std::vector<Point>& points,
                            const std::vector<std::string>& kinds) {
    for (const Point& point : points) {
        for (const std::string& kind : kinds) counts_.try_emplace(triple_of(point, kind));
    }
}

std::uint64_t Triples::tried(const Point& point, const nlohmann::json& what) const {
    const auto found = counts_.find(triple_of(point, kind_of(what)));
    return found == counts_.end() ? 0 : found->second.tried;
}

void Triples::try_one(const Point& point, const nlohmann::json& what) {
    ++counts_[triple_of(point, kind_of(what))].tried;
}

void Triples::show(const PlannedCase& planned) {
    ++counts_[triple_of(planned.point, kind_of(planned.what))].shown;
}

std::size_t Triples::shown() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(counts_, [](const auto& item) { return item.second.shown > 0; }));
}

std::vector<std::string> Triples::missed() const {
    std::vector<std::string> missed;
    for (const auto& [triple, count] : counts_) {
        if (count.shown == 0) missed.push_back(triple);
    }
    return missed;
}

std::vector<PlannedCase> draw_cases(const std::vector<Point>& points,
                                    const Distribution& distribution, std::size_t first,
                                    std::size_t runs, sim::Random& random, Triples& triples) {
    // A moment of a phase that is short has to be found as well as one of a long transfer.
    std::map<std::string, std::vector<const Point*>> stretches;
    for (const Point& point : points) stretches[triple_of(point, "")].push_back(&point);
    std::vector<const std::vector<const Point*>*> choices;
    for (const auto& [name, stretch] : stretches) choices.push_back(&stretch);
    const auto one_of = [&](const auto& list) {
        return list[static_cast<std::size_t>(random.below(list.size()))];
    };
    std::vector<PlannedCase> cases;
    for (std::size_t i = 0; i < runs; ++i) {
        std::optional<PlannedCase> best;
        std::uint64_t least = 0;
        for (std::size_t draw = 0; draw < kDraws; ++draw) {
            const Point& point = *one_of(*one_of(choices));
            nlohmann::json what = distribution.draw(random);
            const std::uint64_t tried = triples.tried(point, what);
            if (best && tried >= least) continue;
            least = tried;
            best = PlannedCase{.index = first + i,
                               .point = at(point, what),
                               .id = fmt::format("x{}", first + i),
                               .what = std::move(what)};
        }
        triples.try_one(best->point, best->what);
        cases.push_back(std::move(*best));
    }
    std::ranges::stable_sort(cases, {},
                             [](const PlannedCase& planned) { return planned.point.event; });
    return cases;
}

}  // namespace sara::tools
