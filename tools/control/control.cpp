#include "tools/control/control.hpp"

#include "sim/runner/references.hpp"
#include "tools/control/json_rpc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace sara::tools {

namespace {

/// Waits for a record.
class Awaited final : public sim::TraceSink {
 public:
    explicit Awaited(const std::optional<sim::RecordMatch>& match) : match_(match) {}
    bool has_come() const { return has_come_; }
    void on_record(const sim::Record& record) override {
        if (match_ && match_->matches(record)) has_come_ = true;
    }

 private:
    const std::optional<sim::RecordMatch>& match_;
    bool has_come_ = false;
};

}  // namespace

Control::Control(LiveTwin& live, pty::Session& session, const sim::World& world)
    : live_(live),
      session_(session),
      world_(world),
      faults_(live.kernel(), live.twin(), std::span<const sim::Fault>()) {}

void Control::strike(const nlohmann::json& what) {
    const sim::Place place("params");
    sim::Fault fault{.name = "control", .when = {}, .what = {}};
    fault.what = sim::decode_fault_kind(what, place, world_);
    sim::check_fault(fault.what, twin(), place);
    faults_.strike_now(struck_.emplace_back(std::move(fault)));
}

void Control::perform(const sim::Step& step) {
    if (step.pin) set_pin(*step.pin);
    if (step.supply) twin().set_supply(*step.supply == sim::OnOff::On);
    if (step.cable) set_cable(step.port, *step.cable);
    if (step.log) {
        kernel().trace.emit(sim::RecordKind::Note, "control",
                            {{"text", std::string_view(*step.log)}});
    }
    if (observer_) observer_(step);
}

void Control::set_pin(const sim::PinStep& pin) {
    const bool high = pin.level == sim::Level::High;
    if (!twin().set_pin(pin.name, high)) {
        throw RpcError(RpcError::kInvalidParams,
                       fmt::format("there is no pin \"{}\"; expected one of {}", pin.name,
                                   fmt::join(twin().input_pins(), ", ")));
    }
    if (!pin.length) return;
    Pulse& pulse = pulses_[pin.name];
    pulse.pin = pin.name;
    pulse.then_high = !high;
    pulse.end = kernel().scheduler.timer(
        "pin pulse", [this, one = &pulse] { twin().set_pin(one->pin, one->then_high); });
    pulse.end.restart(*pin.length);
}

void Control::set_cable(const std::string& port, sim::Cable where) {
    sim::Line* const line = port.empty() ? &live_.primary_line() : twin().line(port);
    if (line == nullptr) {
        throw RpcError(RpcError::kInvalidParams,
                       fmt::format("there is no port \"{}\"; expected one of {}", port,
                                   fmt::join(twin().ports(), ", ")));
    }
    line->set_connected(where == sim::Cable::In);
}

bool Control::advance(sim::Duration length, const std::optional<sim::RecordMatch>& until) {
    Awaited awaited(until);
    kernel().trace.add(awaited);
    sim::Scheduler& scheduler = kernel().scheduler;
    const sim::Time end = scheduler.now() + length;
    while (!awaited.has_come() && scheduler.has_next() && scheduler.next_time() <= end)
        scheduler.run_one();
    if (!awaited.has_come()) scheduler.advance_to(end);
    kernel().trace.remove(awaited);
    session_.set_speed(speed());  // goes on from there
    return awaited.has_come();
}

void Control::set_speed(pty::Speed speed) {
    session_.set_speed(speed);
}

}  // namespace sara::tools
