#include "tools/commands/run.hpp"

#include "pty/link.hpp"
#include "pty/port.hpp"
#include "pty/session.hpp"
#include "tools/bad_input.hpp"
#include "tools/commands/live_logs.hpp"
#include "tools/commands/live_options.hpp"
#include "tools/commands/live_twin.hpp"
#include "tools/control/control.hpp"
#include "tools/recording/session_recorder.hpp"
#include "tools/reports/report_file.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdio>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sara::tools {

namespace {

struct RunOptions {
    LiveOptions live;
    std::string link = "/tmp/sara-r5";
    std::string aux_link;
    std::string control;
    std::string record;
    bool control_help = false;
};

/// A UART of the module on a terminal that has a name.
struct NamedPort {
    NamedPort(sim::Line& line, const std::string& path)
        : place{line.name(), "", path}, port(line), link(path, port.terminal().device()) {
        place.terminal = port.terminal().device();
    }

    PortPlace place;
    pty::Port port;
    pty::Link link;
};

sim::Line& line_of(sim::Twin& twin, std::size_t number, std::string_view option) {
    const auto ports = twin.ports();
    if (number >= ports.size()) {
        throw BadInput(fmt::format("{}: this module has {} serial port(s); expected no such option",
                                   option, ports.size()));
    }
    return *twin.line(ports[number]);
}

void run(const RunOptions& options, const sim::World& world) {
    if (options.control_help) {
        fmt::print("{}", control_reference());
        return;
    }
    const pty::Speed speed = speed_of(options.live);
    LiveTwin live(world, options.live);
    LiveLogs logs(options.live, live);
    // The links come after the signal handlers of the session: whatever ends us removes them.
    std::list<NamedPort> ports;
    pty::Session session(live.kernel().scheduler, speed);
    session.add(ports.emplace_back(line_of(live.twin(), 0, "--link"), options.link).port);
    if (!options.aux_link.empty()) {
        session.add(
            ports.emplace_back(line_of(live.twin(), 1, "--aux-link"), options.aux_link).port);
    }
    logs.update_during(session);
    Control control(live, session, world);
    for (const NamedPort& named : ports) control.add_port(named.place);
    if (!options.control.empty()) session.listen(options.control, control.service());
    std::optional<SessionRecorder> recorder;
    if (!options.record.empty()) {
        write_report("--record", options.record, "");  // or the user learns too late
        recorder.emplace(live.kernel().scheduler, speed.kind != pty::Speed::Kind::Turbo);
        for (NamedPort& named : ports) recorder->add(named.port, named.place.name);
        control.on_step([&](const sim::Step& step) { recorder->add_step(step); });
    }
    fmt::print("ready {}\n", options.link);
    std::fflush(stdout);
    session.run();
    if (recorder) {
        write_report("--record", options.record, json_text(recorder->scenario(live.furnishing())));
    }
}

}  // namespace

void add_run_command(CLI::App& app, const sim::World& world) {
    CLI::App* const command = app.add_subcommand("run", "The module, alive on a pseudo-terminal");
    const auto options = std::make_shared<RunOptions>();
    command->add_option("--link", options->link, "Symlink to the primary UART's terminal")
        ->capture_default_str();
    command->add_option("--aux-link", options->aux_link,
                        "Symlink to the auxiliary UART's, when +USIO routes one");
    add_live_options(*command, options->live);
    command->add_option("--record", options->record,
                        "Writes what the host did as a scenario for r5sim test, when it ends");
    command->add_option("--control", options->control,
                        "Unix socket for programs that switch power, pins and time, as JSON-RPC");
    command->add_flag("--control-help", options->control_help, "Prints what that socket takes");
    command->callback([options, &world] { run(*options, world); });
}

}  // namespace sara::tools
