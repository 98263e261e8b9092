#pragma once

#include "sim/scenario/fault.hpp"
#include "sim/twin.hpp"

namespace sara::sim {

/// A run between two of its events, in the hands of a Watch.
class Boundary {
 public:
    virtual ~Boundary() = default;

    virtual Kernel& kernel() = 0;
    virtual Twin& twin() = 0;

    /// Lets a fault strike, here or later, exactly as if the scenario had named it.
    virtual void inject(Fault fault) = 0;

    /// The host has left its steps and sees the module through.
    virtual bool is_recovering() const = 0;
};

struct RunResult;

/// Looks over the shoulder of a run and may interfere: what a sweep is made of.
class Watch {
 public:
    virtual ~Watch() = default;

    /// Before the first event, and after each one.
    virtual void at_boundary(Boundary& boundary) = 0;

    /// The run is over, and all that it was made of is still there: a process that was forked off
    /// can end here without taking it apart.
    virtual void at_end(const RunResult& /*result*/) {}
};

}  // namespace sara::sim
