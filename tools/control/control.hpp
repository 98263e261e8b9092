#pragma once

#include "pty/session.hpp"
#include "sim/runner/faults.hpp"
#include "sim/scenario/fault.hpp"
#include "sim/scenario/step.hpp"
#include "sim/scheduler.hpp"
#include "sim/world.hpp"
#include "tools/commands/live_twin.hpp"

#include <functional>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sara::tools {

/// A serial port of the module as a host opens it.
struct PortPlace {
    std::string name;      ///< "uart", "aux"
    std::string terminal;  ///< "/dev/pts/7"
    std::string link;
};

/// What programs may do to a live module and its time beside its serial lines, whichever peer asks.
class Control {
 public:
    Control(LiveTwin& live, pty::Session& session, const sim::World& world);
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;

    void add_port(PortPlace place) { ports_.push_back(std::move(place)); }

    /// Called with each step that was carried out.
    void on_step(std::function<void(const sim::Step&)> observer) {
        observer_ = std::move(observer);
    }

    /// Carries out a step that acts on the module beside its lines: pin, supply, cable, log.
    /// Throws RpcError if the twin has no such pin or port.
    void perform(const sim::Step& step);

    /// Lets a fault strike now; `what` as in a scenario.  Throws ScenarioError.
    void strike(const nlohmann::json& what);

    /// Moves virtual time at once, at most up to the end of the first event that `until` matches.
    /// True if that came.
    bool advance(sim::Duration length, const std::optional<sim::RecordMatch>& until);
    void set_speed(pty::Speed speed);
    pty::Speed speed() { return session_.pacing().speed(); }

    sim::Kernel& kernel() { return live_.kernel(); }
    sim::Twin& twin() { return live_.twin(); }
    const std::vector<PortPlace>& ports() const { return ports_; }

    /// A year of an idle module takes a while; more is a mistake.
    static constexpr sim::Duration kLongestAdvance = std::chrono::hours(24 * 365);

    /// Serves programs that speak JSON-RPC 2.0, one document a line.
    pty::LineService service();

 private:
    /// A pin that goes back by itself.
    struct Pulse {
        std::string pin;
        bool then_high = false;
        sim::Timer end = {};
    };

    void set_pin(const sim::PinStep& pin);
    void set_cable(const std::string& port, sim::Cable where);

    LiveTwin& live_;
    pty::Session& session_;
    const sim::World& world_;
    std::vector<PortPlace> ports_;
    std::function<void(const sim::Step&)> observer_;
    std::list<sim::Fault> struck_;  // in place: `faults_` refers to them
    sim::Faults faults_;
    std::map<std::string, Pulse> pulses_;  ///< by pin; in place, for their timers
};

/// The methods of the control interface, as a page for people.
std::string control_reference();

}  // namespace sara::tools
