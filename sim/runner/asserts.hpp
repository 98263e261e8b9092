#pragma once

#include "sim/runner/runner.hpp"
#include "sim/scenario/scenario.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace sara::sim {

/// Follows a run with the scenario's asserts in hand; nothing of the run has to be kept.
class Asserts {
 public:
    explicit Asserts(std::span<const Assert> asserts);

    void on_happening(const Happening& happening, Time now);

    /// What did not hold, once the run is over; `document` is what the twin shows at its end, and
    /// a timing may be missed by `time_error`.
    std::vector<Failure> failures(const Json& document, Time end, Duration time_error) const;

    bool is_empty() const { return states_.empty(); }

 private:
    struct State {
        const Assert* assert = nullptr;
        std::size_t seen = 0;            ///< of contains and lacks: how often; of in_order: how far
        std::optional<Time> first = {};  ///< of lacks; of timing: `from`
        std::optional<Time> to = {};     ///< of timing
    };

    static void follow(State& state, const Happening& happening, Time now);
    static std::optional<Failure> judge(const State& state, const Json& document, Time end,
                                        Duration time_error);

    std::vector<State> states_;
};

}  // namespace sara::sim
