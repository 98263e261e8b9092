#include "tools/testing/play.hpp"

#include "sim/runner/runner.hpp"
#include "tools/bad_input.hpp"
#include "tools/coverage/met_sink.hpp"
#include "tools/device/device_world.hpp"
#include "tools/testing/resource_use.hpp"
#include "tools/testing/run_files.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <memory>

namespace sara::tools {

namespace {

Verdict::Kind kind_of(const sim::RunResult& result) {
    if (result.passed()) return Verdict::Kind::Passed;
    return result.is_invalid() ? Verdict::Kind::Invalid : Verdict::Kind::Failed;
}

Verdict play_one(const sim::Scenario& scenario, const sim::World& world,
                 const PlayOptions& options) {
    Verdict verdict{.file = scenario.file, .title = scenario.title, .report = {}};
    const ResourceUse use;
    try {
        RunFiles files(scenario, options.seed.value_or(scenario.seed), options.folders);
        std::vector<sim::TraceSink*> sinks(files.sinks().begin(), files.sinks().end());
        MetSink met;
        if (options.coverage) sinks.push_back(&met);
        const sim::RunResult result = run(scenario, world, {.sinks = sinks, .seed = options.seed});
        verdict.met = met.met();
        verdict.kind = kind_of(result);
        if (!result.passed()) verdict.report = report(scenario, result);
        verdict.virtual_seconds = sim::seconds(result.ended);
        verdict.came_of_it = result.report + use.text(result.devices);
        files.finish(verdict);
    } catch (const std::runtime_error& error) {  // ScenarioError, BadInput
        verdict.kind = Verdict::Kind::BadInput;
        verdict.report = error.what();
    }
    verdict.wall_seconds = use.wall_seconds();
    return verdict;
}

/// What of the scenario a real module can be asked, asked.
Verdict play_on_device(const sim::Scenario& scenario, const sim::World& world,
                       const PlayOptions& options) {
    const DevicePart part = device_part_of(scenario);
    if (!part.obstacle.empty()) {
        return {.file = scenario.file,
                .title = scenario.title,
                .kind = Verdict::Kind::Skipped,
                .report = part.obstacle};
    }
    Verdict verdict = play_one(part.scenario, DeviceWorld(world, options.port), options);
    verdict.left_out = fmt::format("{}", fmt::join(part.left_out, ", "));
    return verdict;
}

/// A process that plays every n-th scenario and writes a verdict a line.
class Worker {
 public:
    template <class Work>
    explicit Worker(Work work) {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0) throw BadInput("--jobs: cannot make a pipe");
        std::fflush(nullptr);  // or the child would print again what is buffered
        pid_ = fork();
        if (pid_ < 0) throw BadInput("--jobs: cannot start a process");
        if (pid_ == 0) {
            close(ends[0]);
            work(ends[1]);
            _exit(0);
        }
        close(ends[1]);
        from_ = fdopen(ends[0], "r");
    }
    ~Worker() {
        std::fclose(from_);
        waitpid(pid_, nullptr, 0);
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// The next verdict; nothing if the process ended.
    std::optional<Verdict> next() {
        std::string line;
        for (int c = std::fgetc(from_); c != '\n'; c = std::fgetc(from_)) {
            if (c == EOF) return std::nullopt;
            line += static_cast<char>(c);
        }
        return nlohmann::json::parse(line).get<Verdict>();
    }

 private:
    pid_t pid_ = 0;
    std::FILE* from_ = nullptr;
};

/// Whatever bytes a file name may have.
std::string line_of(const Verdict& verdict) {
    return nlohmann::json(verdict).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
           '\n';
}

void write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(descriptor, text.data(), text.size());
        if (written <= 0) _exit(1);  // nobody reads any more
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::vector<Verdict> play_in_processes(const std::vector<sim::Scenario>& scenarios,
                                       const sim::World& world, const PlayOptions& options,
                                       const std::function<void(const Verdict&)>& tell) {
    std::vector<std::unique_ptr<Worker>> workers;
    for (std::size_t first = 0; first < options.jobs; ++first) {
        workers.push_back(std::make_unique<Worker>([&](int out) {
            for (std::size_t i = first; i < scenarios.size(); i += options.jobs)
                write_all(out, line_of(play_one(scenarios[i], world, options)));
        }));
    }
    std::vector<Verdict> verdicts;
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
        const auto verdict = workers[i % options.jobs]->next();
        verdicts.push_back(verdict.value_or(Verdict{
            .file = scenarios[i].file,
            .title = scenarios[i].title,
            .report = scenarios[i].file + ": its process, or that of one before it, died\n"}));
        tell(verdicts.back());
    }
    return verdicts;
}

}  // namespace

std::vector<Verdict> play(const std::vector<sim::Scenario>& scenarios, const sim::World& world,
                          const PlayOptions& options,
                          const std::function<void(const Verdict&)>& tell) {
    if (options.jobs > 1) return play_in_processes(scenarios, world, options, tell);
    std::vector<Verdict> verdicts;
    for (const sim::Scenario& scenario : scenarios) {
        verdicts.push_back(options.port.empty() ? play_one(scenario, world, options)
                                                : play_on_device(scenario, world, options));
        tell(verdicts.back());
    }
    return verdicts;
}

}  // namespace sara::tools
