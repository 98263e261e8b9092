#include "tools/recording/session_recorder.hpp"

#include "tools/recording/heard_lines.hpp"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace sara::tools {

using sim::Step;

class SessionRecorder::PortEar final : public pty::PortObserver {
 public:
    PortEar(SessionRecorder& recorder, pty::Port& port, std::string name)
        : recorder_(recorder), port_(port), name_(std::move(name)) {
        port_.observe(this);
        if (!recorder_.paced_) add([](Step& step) { step.serial = {.baud = 0, .paced = false}; });
        add([](Step& step) { step.terminal = sim::OpenClosed::Closed; });
    }
    ~PortEar() override { port_.observe(nullptr); }
    PortEar(const PortEar&) = delete;
    PortEar& operator=(const PortEar&) = delete;

    void on_opened() override {
        add([](Step& step) { step.terminal = sim::OpenClosed::Open; });
        // Opening raises both.
        dtr_ = true;
        rts_ = true;
    }
    void on_closed() override {
        add([](Step& step) { step.terminal = sim::OpenClosed::Closed; });
        dtr_ = false;
        rts_ = false;
    }
    void on_settings(const pty::HostSettings& settings) override {
        if (settings.hung_up || (settings.baud == 0 && !settings.rts_cts_flow)) return;
        add([&](Step& step) {
            step.serial = {
                .baud = settings.baud,
                .flow = settings.rts_cts_flow ? sim::FlowControl::RtsCts : sim::FlowControl::None,
                .paced = recorder_.paced_};
        });
    }
    void on_signal(sim::Signal signal, bool on) override {
        bool& level = signal == sim::Signal::Dtr ? dtr_ : rts_;
        if (std::exchange(level, on) == on) return;
        add([&](Step& step) {
            step.signal = {
                .name = signal == sim::Signal::Dtr ? sim::HostSignal::Dtr : sim::HostSignal::Rts,
                .is = on ? sim::OnOff::On : sim::OnOff::Off};
        });
    }
    void on_sent(sim::Bytes bytes) override {
        add([&](Step& step) { step.send.emplace(bytes.begin(), bytes.end()); });
    }
    void on_received(sim::Bytes bytes) override { heard_.add(sim::as_text(bytes)); }

    /// Steps that expect what was heard since the last call.
    void expect(std::vector<Step>& steps) {
        for (Step& step : heard_.take()) {
            step.port = name_;
            steps.push_back(std::move(step));
        }
    }

 private:
    template <class Fill>
    void add(Fill fill) {
        Step step;
        step.port = name_;
        fill(step);
        recorder_.append(std::move(step));
    }

    SessionRecorder& recorder_;
    pty::Port& port_;
    std::string name_;
    HeardLines heard_;
    bool dtr_ = false;
    bool rts_ = false;
};

SessionRecorder::SessionRecorder(sim::Scheduler& scheduler, bool paced)
    : scheduler_(scheduler), paced_(paced) {}

SessionRecorder::~SessionRecorder() = default;

void SessionRecorder::add(pty::Port& port, const std::string& name) {
    ears_.push_back(std::make_unique<PortEar>(*this, port, name));
}

void SessionRecorder::add_step(const Step& step) {
    append(step);
}

void SessionRecorder::append(Step step) {
    catch_up();
    steps_.push_back(std::move(step));
}

void SessionRecorder::catch_up() {
    const sim::Time now = scheduler_.now();
    // Without time between them, steps still may have events between them.
    if (now > now_ || scheduler_.fired() > fired_) {
        Step wait;
        wait.wait = now - now_;
        steps_.push_back(std::move(wait));
    }
    now_ = now;
    fired_ = scheduler_.fired();
    expect_what_was_heard();
}

void SessionRecorder::expect_what_was_heard() {
    for (const auto& ear : ears_) ear->expect(steps_);
}

nlohmann::json SessionRecorder::scenario(nlohmann::json furnishing) {
    catch_up();
    nlohmann::json steps = nlohmann::json::array();
    for (const Step& step : steps_)
        steps.push_back(sim::encode_object(sim::shape_of<Step>(), &step));
    furnishing["steps"] = std::move(steps);
    furnishing.erase("faults");
    furnishing.erase("asserts");
    return furnishing;
}

}  // namespace sara::tools
