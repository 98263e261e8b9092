#pragma once

#include "pty/port.hpp"
#include "sim/scenario/step.hpp"
#include "sim/scheduler.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

namespace sara::tools {

/// Writes down a live session as a scenario: what the host did at which virtual time, and what the
/// module had answered by then.  Played in virtual time, the scenario gives the same trace of the
/// module.
///
/// In turbo a wait for the host is as long as it was live only while the module is not busy too;
/// a session that has both at once is to be recorded at a speed.
class SessionRecorder {
 public:
    /// `paced`: bytes take their time on the wires, as --speed has it.
    SessionRecorder(sim::Scheduler& scheduler, bool paced);
    ~SessionRecorder();
    SessionRecorder(const SessionRecorder&) = delete;
    SessionRecorder& operator=(const SessionRecorder&) = delete;

    /// Listens to a port from now on; `name` as scenarios call it.
    void add(pty::Port& port, const std::string& name);

    /// Something was done to the module beside its lines.
    void add_step(const sim::Step& step);

    /// The session is over: `furnishing` with what was recorded as its steps.
    nlohmann::json scenario(nlohmann::json furnishing);

 private:
    /// What happens at one port.
    class PortEar;

    void append(sim::Step step);
    void catch_up();
    void expect_what_was_heard();

    sim::Scheduler& scheduler_;
    bool paced_;
    sim::Time now_{};          ///< how far the steps have got
    std::uint64_t fired_ = 0;  ///< events until the latest step
    std::vector<sim::Step> steps_;
    std::list<std::unique_ptr<PortEar>> ears_;
};

}  // namespace sara::tools
