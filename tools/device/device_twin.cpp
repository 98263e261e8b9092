#include "tools/device/device_twin.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace sara::tools {

namespace {

using namespace std::chrono_literals;

/// How far virtual time may be ahead of the wall's.
constexpr auto kTick = 2ms;

constexpr std::array<std::string_view, 1> kDevicePorts = {"uart"};

}  // namespace

DeviceTwin::DeviceTwin(sim::Kernel& kernel, const std::string& path)
    : kernel_(kernel),
      device_(path),
      line_(kernel.scheduler, kernel.trace, std::string(kDevicePorts.front())),
      start_(std::chrono::steady_clock::now()),
      tick_(kernel.scheduler.timer("device", [this] { tick(); })) {
    line_.dce().attach(this);
    line_.dce().configure({.baud = 0, .frame = sim::kAnyFrame});
    kernel_.trace.add(*this);
    tick_.restart(0ms);
}

DeviceTwin::~DeviceTwin() {
    kernel_.trace.remove(*this);
}

std::span<const std::string_view> DeviceTwin::ports() const {
    return kDevicePorts;
}

sim::Line* DeviceTwin::line(std::string_view port) {
    return port == kDevicePorts.front() ? &line_ : nullptr;
}

nlohmann::json DeviceTwin::inspect() const {
    return nlohmann::json::object();
}

void DeviceTwin::on_bytes(sim::Bytes bytes) {
    apply_settings();  // the host may have set another speed since the last tick
    device_.write(bytes);
}

void DeviceTwin::apply_settings() {
    if (line_.dte().settings() == applied_) return;
    applied_ = line_.dte().settings();
    device_.configure(applied_);
}

void DeviceTwin::on_signal(sim::Signal signal, bool on) {
    device_.set_signal(signal, on);
}

void DeviceTwin::on_record(const sim::Record& record) {
    const sim::Field* what = record.find("what");
    if (record.kind != sim::RecordKind::Host || what == nullptr) return;
    const auto* verb = std::get_if<std::string_view>(&what->value);
    if (verb != nullptr && *verb == "wait_ready") probe_.begin(kernel_.scheduler.now());
}

void DeviceTwin::tick() {
    line_.set_paced(false);  // the real wire takes its time already
    apply_settings();
    line_.dce().set_signal(sim::Signal::Cts, device_.is_clear_to_send());
    const auto due = start_ + kernel_.scheduler.now().time_since_epoch();
    const auto ahead = std::chrono::duration_cast<std::chrono::microseconds>(
        due - std::chrono::steady_clock::now());
    const auto heard = device_.read(std::max(ahead, 0us));
    const ReadinessProbe::Turn turn = probe_.take(kernel_.scheduler.now(), heard);
    if (turn.asks) device_.write(sim::as_bytes("AT\r"));
    if (!turn.heard.empty()) line_.dce().send(turn.heard);
    tick_.restart(kTick);
}

}  // namespace sara::tools
