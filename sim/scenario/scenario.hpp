#pragma once

#include "sim/scenario/fault.hpp"
#include "sim/scenario/step.hpp"
#include "sim/vocabulary.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::sim {

class World;

/// How long it may and must be from one moment to another.
struct TimingAssert {
    Moment from;
    Moment to;  ///< the first one after `from`
    std::optional<Duration> min;
    std::optional<Duration> max;
};

/// What has to be true of the whole run: exactly one member is set.
struct Assert {
    std::optional<Moment> contains;
    std::optional<Moment> lacks;
    std::optional<std::vector<Moment>> in_order;
    std::optional<TimingAssert> timing;
    std::optional<InspectStep> inspect;
};

/// One scenario file, decoded.
struct Scenario {
    std::uint32_t version = kVersion;  ///< "r5sim"
    std::string schema;                ///< "$schema", for editors
    std::string title;
    std::string source;
    std::uint64_t seed = 1;
    Duration limit = 24h;  ///< virtual time of the whole run
    std::vector<Step> steps;
    std::vector<Fault> faults;
    std::vector<Assert> asserts;
    std::vector<InspectStep> invariants;  ///< hold at the end, whatever struck

    std::string file;                        ///< as errors name it
    std::shared_ptr<const void> furnishing;  ///< the struct of World::sections()

    /// What the world's sections say, as the struct whose shape World::sections() is.
    template <class Sections>
    const Sections& furnished() const {
        return *static_cast<const Sections*>(furnishing.get());
    }

    static constexpr std::uint32_t kVersion = 1;
};

/// Reads a scenario from its text; `file` is what errors call it.  Throws ScenarioError.
Scenario parse_scenario(std::string_view text, std::string_view file, const World& world);

/// Reads a scenario file.  Throws ScenarioError, also if the file cannot be read.
Scenario load_scenario(const std::string& path, const World& world);

template <>
const Shape& shape_of<TimingAssert>();
template <>
const Shape& shape_of<Assert>();
template <>
const Shape& shape_of<Scenario>();

}  // namespace sara::sim
