#include "tools/variation/host_run.hpp"

#include "pty/port.hpp"
#include "pty/session.hpp"
#include "sim/host/line_teller.hpp"
#include "sim/runner/asserts.hpp"
#include "sim/runner/faults.hpp"
#include "sim/runner/recorder.hpp"
#include "sim/vocabulary.hpp"
#include "tools/bad_input.hpp"
#include "tools/process/host_program.hpp"
#include "tools/variation/variation_sweep.hpp"

#include <fmt/format.h>

#include <memory>
#include <string_view>
#include <variant>

namespace sara::tools {

namespace {

class HostRun final : private sim::TraceSink, private sim::LineObserver {
 public:
    HostRun(const sim::Scenario& scenario, const sim::World& world,
            std::optional<std::uint64_t> seed)
        : kernel_(seed.value_or(scenario.seed)), asserts_(scenario.asserts), heard_(this) {
        kernel_.trace.add(recorder_);
        kernel_.trace.add(*this);
        twin_ = world.make(scenario, kernel_);
        faults_ = std::make_unique<sim::Faults>(kernel_, *twin_, scenario.faults);
    }

    void vary(const sim::Fault& varied) { faults_->add(varied); }

    void watch_with(VariationSurvey& survey) {
        survey_ = &survey;
        kernel_.trace.add(survey);
        survey.follow(kernel_, *twin_);
    }

    sim::RunResult play(const HostCommand& host) {
        // What a session serves and watches outlives it.
        pty::Port port(*twin_->line(twin_->ports().front()));
        HostProgram program(host.command, port.terminal().device());
        const WallLimit limit(host.limit);
        pty::Session session(kernel_.scheduler, host.speed);
        session.add(port);
        session.after_each_wake([this] {
            faults_->look();
            if (survey_ != nullptr) survey_->look();
        });
        std::string ending;  // of the program; empty: somebody has ended us
        session.watch(program.descriptor(), [&] {
            ending = program.end();
            session.stop();
            return false;
        });
        session.watch(limit.descriptor(), [&] {
            ending = fmt::format("it still ran after {}", sim::to_text(host.limit));
            session.stop();
            return false;
        });
        session.run();
        if (ending.empty()) throw BadInput("--host: interrupted before the program had ended");
        program.end();
        return result_of(ending, program);
    }

 private:
    void on_record(const sim::Record& record) override {
        tell({.record = &record});
        const sim::Field* const bytes = record.find("bytes");
        if (record.kind != sim::RecordKind::Tx || bytes == nullptr) return;
        if (const auto* said = std::get_if<sim::Bytes>(&bytes->value))
            heard_.hear(sim::as_text(*said));
    }
    void on_line(std::string_view line) override { tell({.line = line}); }

    void tell(const sim::Happening& happening) {
        asserts_.on_happening(happening, kernel_.scheduler.now());
        if (faults_) faults_->on_happening(happening);
    }

    sim::RunResult result_of(const std::string& ending, const HostProgram& program) {
        sim::RunResult result;
        result.seed = kernel_.seed.value();
        result.ended = kernel_.scheduler.now();
        result.events = kernel_.scheduler.fired();
        result.faults = faults_->evidence();
        if (ending == HostProgram::kSuccess) {
            result.failures = asserts_.failures(twin_->inspect(), result.ended, {});
        } else {
            result.failures.push_back({"host", result.ended, HostProgram::kSuccess, ending});
        }
        for (const sim::FaultEvidence& fault : result.faults) {
            if (fault.observed) continue;
            // Whatever came of a run without it says nothing of the case.
            if (fault.name == kVaried) result.failures.clear();
            result.invalid.push_back({"fault " + fault.name, result.ended,
                                      "it to strike and show in the trace",
                                      "it did not: the host has done something else this time"});
        }
        if (result.passed()) return result;
        result.transcript = recorder_.lines();
        for (const std::string& line : program.said())
            result.transcript.push_back("the host said: " + line);
        return result;
    }

    sim::Kernel kernel_;
    // The twin may trace until it is gone, so whoever listens outlives it.
    sim::Recorder recorder_;
    sim::Asserts asserts_;
    sim::LineTeller heard_;
    VariationSurvey* survey_ = nullptr;
    std::unique_ptr<sim::Faults> faults_;
    std::unique_ptr<sim::Twin> twin_;
};

}  // namespace

sim::RunResult run_with_host(const sim::Scenario& scenario, const sim::World& world,
                             const HostCommand& host, std::optional<std::uint64_t> seed,
                             const sim::Fault* varied, VariationSurvey* survey) {
    HostRun run(scenario, world, seed);
    if (varied != nullptr) run.vary(*varied);
    if (survey != nullptr) run.watch_with(*survey);
    return run.play(host);
}

}  // namespace sara::tools
