#pragma once

#include "sim/scheduler.hpp"
#include "sim/twin.hpp"
#include "tools/device/device_port.hpp"
#include "tools/device/readiness_probe.hpp"

#include <chrono>
#include <string>

namespace sara::tools {

/// A real module in the place of a simulated one, as far as its serial port reaches: what the host
/// of a scenario sends goes out to a device, what that answers comes in.  Virtual time is held to
/// wall time.
class DeviceTwin final : public sim::Twin, private sim::LineListener, private sim::TraceSink {
 public:
    /// Throws BadInput if there is no such device.
    DeviceTwin(sim::Kernel& kernel, const std::string& path);
    ~DeviceTwin() override;
    DeviceTwin(const DeviceTwin&) = delete;
    DeviceTwin& operator=(const DeviceTwin&) = delete;

    std::span<const std::string_view> ports() const override;
    sim::Line* line(std::string_view port) override;

    /// True when it has answered AT, or asked for a transfer, since a step began to wait for that.
    bool is_ready() const override { return probe_.is_ready(); }

    // What a device does not let a program reach.
    void set_supply(bool /*on*/) override {}
    bool has_supply() const override { return true; }
    std::span<const std::string_view> input_pins() const override { return {}; }
    bool set_pin(std::string_view /*pin*/, bool /*high*/) override { return false; }
    nlohmann::json inspect() const override;
    std::string_view state() const override { return "of a device"; }
    void cut_power_at_flash_write(std::uint64_t /*writes*/, bool /*torn*/) override {}
    std::uint64_t flash_writes() const override { return 0; }

    /// Between two reads, on a busy machine.  [assumed]
    sim::Duration time_error() const override { return std::chrono::milliseconds(50); }

 private:
    void on_bytes(sim::Bytes bytes) override;
    void on_signal(sim::Signal signal, bool on) override;
    void on_record(const sim::Record& record) override;
    void tick();
    void apply_settings();

    sim::Kernel& kernel_;
    DevicePort device_;
    sim::Line line_;
    sim::LineSettings applied_{};
    ReadinessProbe probe_;
    std::chrono::steady_clock::time_point start_;  ///< the wall's, of virtual time 0
    sim::Timer tick_;
};

}  // namespace sara::tools
