#pragma once

#include "sim/runner/watch.hpp"
#include "sim/trace.hpp"
#include "tools/sweep/point.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// Follows a run and notes where a fault could strike.
class Survey final : public sim::Watch, public sim::TraceSink {
 public:
    /// `of_recovery`: of the host's recovery from a fault, else of its steps.
    explicit Survey(Places places, bool of_recovery = false)
        : places_(places), of_recovery_(of_recovery) {}

    void at_boundary(sim::Boundary& boundary) override;
    void on_record(const sim::Record& record) override;

    /// Flash writes that were no part of the run: the factory's.
    void set_writes_before(std::uint64_t writes) { writes_before_ = writes; }
    std::uint64_t writes_before() const { return writes_before_; }

    /// All points, in the order in which they come.
    std::vector<Point> points() const;

 private:
    struct Moment {
        std::uint64_t event;
        std::int64_t time_ns;
        std::size_t phase;  ///< index
    };
    struct Write {
        std::uint64_t number;
        std::uint64_t event;  ///< in which it was done
    };

    void note(std::string_view state);
    std::size_t index_of(const std::string& phase);
    const Moment& moment_before(std::uint64_t event) const;
    Point at_event(std::string id, std::uint64_t event) const;
    Point at_instant(const std::string& id, std::int64_t time_ns) const;
    std::vector<Point> event_points() const;
    std::vector<Point> urc_points() const;
    std::vector<Point> write_points() const;
    std::vector<Point> byte_points() const;
    std::vector<Point> clock_points() const;
    std::vector<Point> all_points() const;

    Places places_;
    bool of_recovery_;
    sim::Boundary* boundary_ = nullptr;  ///< once the run has begun
    bool is_on_ = false;                 ///< the part of the run that counts has begun
    std::uint64_t writes_before_ = 0;
    std::string state_;
    std::vector<std::string> phases_;
    std::size_t phase_ = 0;
    std::vector<Moment> moments_;
    std::vector<Write> writes_;
    std::vector<std::uint64_t> urcs_;      ///< events in which one came
    std::vector<std::int64_t> byte_ends_;  ///< instants at which a byte was over
};

}  // namespace sara::tools
