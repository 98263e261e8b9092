#include "tools/program.hpp"

#include "tools/bad_input.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/console.hpp"
#include "tools/commands/coverage.hpp"
#include "tools/commands/explore.hpp"
#include "tools/commands/flash.hpp"
#include "tools/commands/fw.hpp"
#include "tools/commands/inspect.hpp"
#include "tools/commands/merge.hpp"
#include "tools/commands/run.hpp"
#include "tools/commands/states.hpp"
#include "tools/commands/sweep.hpp"
#include "tools/commands/test.hpp"
#include "tools/exit_code.hpp"
#include "tools/version_text.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

namespace {

/// Whatever a message brings along, it stays one line.
int complain(std::string_view what) {
    std::string line(what);
    std::ranges::replace(line, '\n', ' ');
    fmt::print(stderr, "r5sim: {}\n", line);
    return kBadInput;
}

/// Name of the subcommand that was being parsed, with a leading space; "" if none.
std::string subcommand_of(const CLI::App& app) {
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? "" : " " + chosen.front()->get_name();
}

/// CLI11 says of an unknown job only that it wants one.
void check_job(const CLI::App& app, std::string_view job) {
    std::vector<std::string_view> known;
    for (const CLI::App* subcommand : app.get_subcommands({})) {
        known.push_back(subcommand->get_name());
    }
    if (job.starts_with('-') || std::ranges::find(known, job) != known.end()) return;
    throw BadInput(fmt::format("no job '{}'; expected {}", job, fmt::join(known, ", ")));
}

}  // namespace

int run_program(int argc, const char* const* argv, const sim::World& world) {
    // The computer's openssl.cnf is read nowhere: what a twin computes is not for it to decide, and
    // reading it takes as long as everything else that OpenSSL does at a start.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of write()
    CLI::App app("A digital twin of the u-blox SARA-R5 module", "r5sim");
    app.set_version_flag("--version", version_text());
    app.require_subcommand(1);
    add_run_command(app, world);
    add_console_command(app, world);
    add_test_command(app, world);
    add_merge_command(app);
    add_sweep_command(app, world);
    add_replay_command(app, world);
    add_explore_command(app, world);
    add_fw_command(app);
    add_flash_command(app);
    add_inspect_command(app);
    add_commands_command(app);
    add_states_command(app);
    add_coverage_command(app);
    try {
        if (argc > 1) check_job(app, argv[1]);
        app.parse(argc, argv);
    } catch (const CLI::RuntimeError& ended) {
        return ended.get_exit_code();
    } catch (const CLI::Success& asked) {  // --help, --version
        return app.exit(asked);
    } catch (const CLI::ParseError& wrong) {
        return complain(
            fmt::format("{}; expected what r5sim{} --help says", wrong.what(), subcommand_of(app)));
    } catch (const std::exception& wrong) {
        return complain(wrong.what());
    }
    return kDone;
}

}  // namespace sara::tools
