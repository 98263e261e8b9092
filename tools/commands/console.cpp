#include "tools/commands/console.hpp"

#include "pty/session.hpp"
#include "tools/commands/live_logs.hpp"
#include "tools/commands/live_options.hpp"
#include "tools/commands/live_twin.hpp"
#include "tools/raw_input.hpp"

#include <fmt/format.h>

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace sara::tools {

namespace {

constexpr char kQuit = 0x1d;  // Ctrl-], as in telnet

/// Writes all of it, waiting if need be.  False if nobody reads any more.
bool write_all(int descriptor, sim::Bytes bytes) {
    while (!bytes.empty()) {
        const ssize_t size = ::write(descriptor, bytes.data(), bytes.size());
        if (size >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(size));
        } else if (errno == EAGAIN) {
            pollfd writable{.fd = descriptor, .events = POLLOUT, .revents = 0};
            ::poll(&writable, 1, -1);
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

/// Standard input and output as the host of the module's primary UART.
class Console final : public sim::LineListener {
 public:
    Console(LiveTwin& live, pty::Session& session)
        : live_(live), session_(session), line_(live.primary_line()) {
        line_.dte().attach(this);
        line_.dte().configure({.baud = 0, .frame = sim::kAnyFrame});
        line_.dte().set_signal(sim::Signal::Dtr, true);
        line_.dte().set_signal(sim::Signal::Rts, true);
        session_.after_each_wake([this] { look_around(); });
    }
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;
    ~Console() override { line_.dte().attach(nullptr); }

 private:
    void on_bytes(sim::Bytes bytes) override {
        if (!write_all(STDOUT_FILENO, bytes)) session_.stop();
    }

    void look_around() {
        if (!listening_ && (input_.is_terminal() || live_.twin().is_ready())) {
            listening_ = true;
            if (input_.is_file()) {
                while (take_input()) {
                }
            } else {
                session_.watch(STDIN_FILENO, [this] { return take_input(); });
            }
        }
        if (!is_module_idle()) return;
        if (!lines_.empty()) return send_line();
        if (at_end_) session_.stop();
    }

    /// Nothing on the way to the module, and nothing it is busy with.
    bool is_module_idle() {
        return line_.dte().pending() == 0 && !live_.kernel().scheduler.has_work();
    }

    /// A script does not wait for answers, and a module drops what is sent into a command: so a
    /// line goes out when the module has done with the one before.
    void send_line() {
        const std::size_t end = std::min(lines_.find('\r'), lines_.size() - 1) + 1;
        line_.dte().send(std::string_view(lines_).substr(0, end));
        lines_.erase(0, end);
    }

    /// Sends on what there is to read.  False at the end of it.
    bool take_input() {
        std::array<char, 4096> buffer;
        const ssize_t size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (size < 0 && (errno == EAGAIN || errno == EINTR)) return true;
        at_end_ = size <= 0;
        if (at_end_) return false;
        const std::string_view text(buffer.data(), static_cast<std::size_t>(size));
        if (input_.is_terminal()) {
            take_keys(text);
        } else {
            lines_ += text;
        }
        return true;
    }

    void take_keys(std::string_view keys) {
        const std::size_t quit = keys.find(kQuit);
        line_.dte().send(keys.substr(0, quit));
        if (quit != std::string_view::npos) session_.stop();
    }

    LiveTwin& live_;
    pty::Session& session_;
    sim::Line& line_;
    RawInput input_;
    std::string lines_;  ///< read but not yet sent, unless typed
    bool listening_ = false;
    bool at_end_ = false;
};

void run(const LiveOptions& options, const sim::World& world) {
    const pty::Speed speed = speed_of(options);
    LiveTwin live(world, options);
    LiveLogs logs(options, live);
    pty::Session session(live.kernel().scheduler, speed);
    session.skip_always();
    live.primary_line().set_paced(speed.kind != pty::Speed::Kind::Turbo);
    const Console console(live, session);
    if (::isatty(STDIN_FILENO) != 0) fmt::print(stderr, "Ctrl-] ends the console.\r\n");
    logs.update_during(session);
    session.run();
}

}  // namespace

void add_console_command(CLI::App& app, const sim::World& world) {
    CLI::App* const command =
        app.add_subcommand("console", "The module, with this terminal as the host");
    const auto options = std::make_shared<LiveOptions>();
    add_live_options(*command, *options);
    command->callback([options, &world] { run(*options, world); });
}

}  // namespace sara::tools
