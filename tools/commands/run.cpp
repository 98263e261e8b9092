#include "tools/commands/run.hpp"

#include "pty/link.hpp"
#include "pty/port.hpp"
#include "pty/session.hpp"
#include "tools/bad_input.hpp"
#include "tools/commands/live_logs.hpp"
#include "tools/commands/live_options.hpp"
#include "tools/commands/live_twin.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdio>
#include <list>
#include <memory>
#include <string>
#include <string_view>

namespace sara::tools {

namespace {

struct RunOptions {
    LiveOptions live;
    std::string link = "/tmp/sara-r5";
    std::string aux_link;
};

/// A UART of the module on a terminal that has a name.
struct NamedPort {
    NamedPort(sim::Line& line, const std::string& path)
        : port(line), link(path, port.terminal().device()) {}

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
    fmt::print("ready {}\n", options.link);
    std::fflush(stdout);
    session.run();
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
    command->callback([options, &world] { run(*options, world); });
}

}  // namespace sara::tools
