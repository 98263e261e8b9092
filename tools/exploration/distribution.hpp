#pragma once

#include "sim/random.hpp"
#include "sim/world.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace sara::tools {

/// Of what exploration draws its faults: kinds with weights, and the values each may have.
class Distribution {
 public:
    /// A list of objects: "weight", and "what" as a fault of a scenario has it, in which a list
    /// stands for one of its values.  Throws BadInput if one of them is no fault of the world;
    /// `where` is what the error calls it.
    Distribution(const nlohmann::json& rows, const std::string& where, const sim::World& world);

    /// The one used when nobody names another, as a list of such objects.
    static nlohmann::json usual();

    /// Reads such a list from a file.  Throws BadInput.
    static Distribution load(const std::string& path, const sim::World& world);

    /// A fault, as `what` of a scenario has it.
    nlohmann::json draw(sim::Random& random) const;

    /// Name of the kind of each row, in the order of the rows: "power_loss" ...
    std::vector<std::string> kinds() const;

 private:
    struct Row {
        std::uint64_t weight;
        nlohmann::json what;
    };

    std::vector<Row> rows_;
    std::uint64_t total_ = 0;
};

}  // namespace sara::tools
