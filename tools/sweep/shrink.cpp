#include "tools/sweep/shrink.hpp"

#include "sim/vocabulary.hpp"
#include "tools/sweep/engine.hpp"
#include "tools/sweep/point.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace sara::tools {

namespace {

using nlohmann::json;

constexpr std::size_t kMostTries = 400;
constexpr std::size_t kTriedPoints = 16;  ///< of the phase, evenly spread

/// The kind of place a case strikes at, from how a scenario has it.
Places places_of(const json& when) {
    if (when.contains("flash_write")) return {Places::Kind::FlashWrites, {}};
    if (when.contains("at")) return {Places::Kind::LineBytes, {}};
    return {Places::Kind::Events, {}};
}

class Shrinker {
 public:
    Shrinker(const sim::World& world, const Pin& pin, const CaseOutcome& outcome, std::string file)
        : world_(world), pin_(pin), outcome_(outcome), file_(std::move(file)) {
        plan_.fault = outcome.what;
        plan_.places = places_of(outcome.when.front());
        plan_.then = pin.then;
        plan_.seed = pin.seed;
    }

    std::optional<Shrunk> shrink(json document) {
        current_ = std::move(document);
        const std::size_t before = current_["steps"].size();
        if (!breaks(current_)) return std::nullopt;
        std::size_t left_out = 0;
        do {
            left_out = left_out_;
            shorten("/steps"_json_pointer);
            leave_out_keys(Pointer(), {"r5sim", "title", "seed", "limit", "steps"});
        } while (left_out_ != left_out);
        json found = pinned();
        return Shrunk{std::move(found), current_["steps"].size(), before, tries_};
    }

 private:
    using Pointer = json::json_pointer;

    /// Without the list's elements from `first` on, `count` of them; first long stretches of them,
    /// then each alone.
    void shorten(const Pointer& list) {
        for (std::size_t length = std::max<std::size_t>(current_[list].size() / 2, 1); length > 0;
             length /= 2) {
            for (std::size_t first = 0; first < current_[list].size();) {
                json candidate = current_;
                json& elements = candidate[list];
                const std::size_t end = std::min(first + length, elements.size());
                elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(first),
                               elements.begin() + static_cast<std::ptrdiff_t>(end));
                if (!take(std::move(candidate))) first += length;
            }
        }
    }

    /// Each key of the object alone; what has to stay loses parts of its own.
    void leave_out_keys(const Pointer& object, const std::vector<std::string>& kept) {
        std::vector<std::string> keys;
        for (const auto& [key, value] : current_[object].items()) keys.push_back(key);
        for (const std::string& key : keys) {
            if (std::ranges::find(kept, key) != kept.end()) continue;
            json candidate = current_;
            candidate[object].erase(key);
            const Pointer part = object / key;
            if (take(std::move(candidate))) continue;
            if (current_[part].is_array()) shorten(part);
            if (current_[part].is_object()) leave_out_keys(part, {});
        }
    }

    bool take(json candidate) {
        if (!breaks(candidate)) return false;
        current_ = std::move(candidate);
        ++left_out_;
        return true;
    }

    /// True if it passes by itself, and the case's fault violates in it what it did in the case.
    bool breaks(const json& document) {
        if (++tries_ > kMostTries) return false;
        try {
            sim::Scenario scenario = sim::parse_scenario(document.dump(), file_, world_);
            const Sweep sweep(scenario, world_, plan_);
            if (!sweep.calm().passed()) return false;
            bool found = false;
            sweep.play(cases_of(sweep), [&](const CaseOutcome& outcome) {
                if (found || !outcome.is_violated()) return;
                if (outcome.violations.front().what != outcome_.violations.front().what) return;
                found = true;
                best_ = outcome;
            });
            return found;
        } catch (const sim::ScenarioError&) {
            return false;  // what was left out was needed
        }
    }

    /// Some of the points in the case's phase, among them those as far from its begin and from its
    /// end as the case's own.
    std::vector<PlannedCase> cases_of(const Sweep& sweep) {
        std::vector<Point> points;
        std::ranges::copy_if(sweep.points(), std::back_inserter(points),
                             [&](const Point& point) { return point.phase == outcome_.phase; });
        if (!own_) {
            const auto at = std::ranges::find(points, outcome_.when.front(), &Point::when);
            own_ = static_cast<std::size_t>(at - points.begin());
            own_behind_ = points.size() - *own_;
        }
        std::vector<std::size_t> chosen = choose(points, kTriedPoints);
        if (*own_ < points.size()) chosen.push_back(*own_);
        if (own_behind_ > 0 && own_behind_ <= points.size())
            chosen.push_back(points.size() - own_behind_);
        std::ranges::sort(chosen);
        chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
        std::vector<PlannedCase> cases;
        for (const std::size_t index : chosen) {
            const Point& point = points[index];
            cases.push_back({.index = index, .point = point, .id = point.id, .what = plan_.fault});
        }
        return cases;
    }

    json pinned() const {
        json document = current_;
        document["faults"].push_back(pinned_fault(pin_, best_, 0));
        return document;
    }

    const sim::World& world_;
    Pin pin_;
    CaseOutcome outcome_;
    std::string file_;
    SweepPlan plan_;
    json current_;                    ///< the shortest so far, without the fault
    CaseOutcome best_;                ///< how it breaks
    std::optional<std::size_t> own_;  ///< place of the case's point among those of its phase
    std::size_t own_behind_ = 0;      ///< and counted from their end
    std::size_t tries_ = 0;
    std::size_t left_out_ = 0;  ///< parts so far
};

}  // namespace

std::optional<Shrunk> shrink(const sim::Scenario& scenario, const sim::World& world, const Pin& pin,
                             const CaseOutcome& outcome) {
    if (outcome.when.size() != 1) return std::nullopt;
    return Shrinker(world, pin, outcome, scenario.file)
        .shrink(unpinned_scenario(scenario, pin, outcome));
}

}  // namespace sara::tools
