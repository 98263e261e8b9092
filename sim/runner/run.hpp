#pragma once

#include "sim/host/port.hpp"
#include "sim/host/terminal.hpp"
#include "sim/runner/asserts.hpp"
#include "sim/runner/faults.hpp"
#include "sim/runner/recorder.hpp"
#include "sim/runner/runner.hpp"
#include "sim/runner/watch.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::sim {

/// One run: the twin, the host at its ports, and whoever watches.  Steps are carried out in order;
/// while one waits, the scheduler runs.
class Run final : private TraceSink, private StallingHost, private Boundary {
 public:
    Run(const Scenario& scenario, const World& world, const RunOptions& options);
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    RunResult play();

    /// As play, and what the twin shows of itself meanwhile.
    ReferenceRun play_as_reference();

 private:
    using Outcome = std::optional<Miss>;  ///< of a step: nothing if all is well

    /// A verb of the vocabulary and what carries it out.
    struct Verb {
        std::string_view name;
        bool (*is_in)(const Step& step);
        Outcome (*perform)(Run& run, const Step& step);
    };
    template <auto Member, auto Function>
    static constexpr Verb verb(std::string_view name) {
        return {name, [](const Step& step) { return (step.*Member).has_value(); },
                [](Run& run, const Step& step) { return (run.*Function)(*(step.*Member), step); }};
    }
    static const Verb& verb_of(const Step& step);

    /// The host at one port.
    struct Host final : LineObserver {
        Host(Run& its_run, Line& line) : run(its_run), port(line), terminal(port, this) {}
        void on_line(std::string_view line) override { run.tell({.line = line}); }

        Run& run;
        LinePort port;
        Terminal terminal;
    };

    /// A value that `remember` keeps.
    struct Memory {
        std::string pointer;
        Json value;
    };

    /// Why a wait ended.
    enum class Wake : std::uint8_t { Condition, Deadline, RunLimit, Stuck, Fault };

    // How a step waits, in run.cpp.
    template <class Condition>
    Wake run_until(Condition is_met, Time deadline);
    Outcome missed(Wake wake, Duration within, const std::string& expected,
                   const std::string& found) const;
    std::optional<Failure> play_step(const Step& step);
    void play_steps(RunResult& result);
    std::vector<Failure> unproven(bool (*lacks)(const FaultEvidence& evidence)) const;
    bool is_invalid_wait(const Step& step) const;
    void judge(RunResult& result);
    std::vector<Failure> judge_asserts() const;
    std::string judge_twin(RunResult& result, Ending ending);
    Ending ending_of_steps() const;
    void look();  ///< at a boundary

    // How the host sees the module through after a fault, in run_recovery.cpp.
    void recover(RunResult& result);
    void rest();  ///< a reference comes to its end
    Ending see_through();
    Ending come_to_rest();
    bool answers_at();
    bool hears_poll();
    void judge_own_invariants(RunResult& result, const Json& document);

    // Boundary
    Kernel& kernel() override { return kernel_; }
    Twin& twin() override { return *twin_; }
    void inject(Fault fault) override;
    bool is_recovering() const override { return is_recovering_; }

    // What the host does on a line, in run_host.cpp.
    Outcome send(const std::vector<std::uint8_t>& bytes, const Step& step);
    Outcome command(const CommandStep& command, const Step& step);
    Outcome ask(const CommandStep& command, Terminal& terminal);
    Outcome expect(const ExpectStep& expected, const Step& step);
    Outcome expect_read(const std::vector<std::uint8_t>& start, Duration within,
                        Terminal& terminal);
    Outcome expect_in_order(const InOrderStep& expected, const Step& step);
    Outcome expect_silence(const Duration& length, const Step& step);
    Outcome collect(const CollectStep& collected, const Step& step);
    Outcome xmodem(const XmodemStep& transfer, const Step& step);
    Outcome tool(const ToolStep& program, const Step& step);
    Outcome send_data(const Payload& payload, const Step& step);
    Outcome expect_line(const LineMatch& match, Time deadline, Duration within, Terminal& terminal);
    Outcome expect_text(const std::vector<std::uint8_t>& text, Duration within, Terminal& terminal);
    Outcome expect_bytes(const std::vector<std::uint8_t>& bytes, Duration within,
                         Terminal& terminal);

    // What it does to the module otherwise, in run_device.cpp.
    Outcome wait(const Duration& length, const Step& step);
    Outcome wait_ready(const ReadyStep& ready, const Step& step);
    Outcome wait_state(const StateStep& state, const Step& step);
    Outcome wait_fault(const FaultStep& fault, const Step& step);
    Outcome serial(const SerialStep& settings, const Step& step);
    Outcome terminal(const OpenClosed& state, const Step& step);
    Outcome signal(const SignalStep& signal, const Step& step);
    Outcome cable(const Cable& where, const Step& step);
    Outcome pin(const PinStep& pin, const Step& step);
    Outcome supply(const OnOff& state, const Step& step);
    Outcome inspect(const InspectStep& check, const Step& step);
    Outcome remember(const RememberStep& remembered, const Step& step);
    Outcome compare(const CompareStep& compared, const Step& step);
    Outcome log(const std::string& text, const Step& step);

    void on_record(const Record& record) override;
    void set_stalled(std::string_view port, bool stalled) override;
    void tell(const Happening& happening);

    std::string_view port_of(const Step& step) const;
    Terminal& terminal_of(const Step& step) { return hosts_.find(port_of(step))->second->terminal; }

    const Scenario& scenario_;
    const World& world_;
    Kernel kernel_;
    std::vector<std::vector<std::uint8_t>> payloads_;  ///< by step
    std::size_t step_ = 0;                             ///< the current one
    std::map<std::string, Memory> remembered_;
    Watch* watch_;
    const std::vector<Json>* reference_;
    std::vector<Json>* documents_ = nullptr;  ///< filled by a run that is a reference
    std::deque<Fault> injected_;
    bool is_recovering_ = false;
    bool is_watched_;  ///< someone waits for records: faults or asserts
    // The twin may trace until it is gone, so whoever listens outlives it.
    Recorder recorder_;
    Asserts asserts_;
    std::unique_ptr<Faults> faults_;
    std::unique_ptr<Twin> twin_;
    std::map<std::string, std::unique_ptr<Host>, std::less<>> hosts_;
};

template <class Condition>
Run::Wake Run::run_until(Condition is_met, Time deadline) {
    // Far more than a twin does at one instant; below it a loop without a delay would never end.
    constexpr std::uint64_t kEventsAtOneInstant = 1'000'000;
    const Time limit = Time(scenario_.limit);
    const Time end = std::min(deadline, limit);
    Scheduler& scheduler = kernel_.scheduler;
    std::uint64_t at_this_instant = 0;
    while (!is_met()) {
        if (!scheduler.has_next() || scheduler.next_time() > end) {
            if (end > scheduler.now()) scheduler.advance_to(end);
            return deadline <= limit ? Wake::Deadline : Wake::RunLimit;
        }
        at_this_instant = scheduler.next_time() == scheduler.now() ? at_this_instant + 1 : 0;
        if (at_this_instant > kEventsAtOneInstant) return Wake::Stuck;
        scheduler.run_one();
        look();
        if (faults_->want_recovery() && !is_recovering_) return Wake::Fault;
    }
    return Wake::Condition;
}

inline void Run::look() {
    faults_->look();
    if (watch_ != nullptr) watch_->at_boundary(*this);
}

}  // namespace sara::sim
