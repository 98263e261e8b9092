#include "tools/process/host_program.hpp"

#include "tools/bad_input.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

extern "C" {  // glibc 2.36 forgot to say so
#include <sys/pidfd.h>
}

namespace sara::tools {

namespace {

constexpr std::size_t kKeptLines = 20;
constexpr long kKeptBytes = 16384;  ///< the last ones; more is not for people
constexpr int kCannotRun = 126;     ///< as shells say it

/// This process's environment with one more in it.
class Environment {
 public:
    Environment(std::string_view name, const std::string& value)
        : added_(fmt::format("{}={}", name, value)) {
        for (char** variable = environ; *variable != nullptr; ++variable) {
            if (!std::string_view(*variable).starts_with(fmt::format("{}=", name)))
                variables_.push_back(*variable);
        }
        variables_.push_back(added_.data());
        variables_.push_back(nullptr);
    }
    char** data() { return variables_.data(); }

 private:
    std::string added_;
    std::vector<char*> variables_;
};

/// Becomes the shell.  Does not return.
[[noreturn]] void become_shell(int output, char* const* arguments, char* const* environment) {
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // it does not outlive us
    std::signal(SIGPIPE, SIG_DFL);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execve("/bin/sh", arguments, environment);
    _exit(kCannotRun);
}

}  // namespace

HostProgram::HostProgram(const std::string& command, const std::string& terminal)
    : output_(std::tmpfile()) {
    if (output_ == nullptr) throw BadInput("--host: cannot keep what it prints");
    Environment environment("R5SIM_PORT", terminal);
    std::string shell = "sh";
    std::string option = "-c";
    std::string text = command;
    const std::array<char*, 4> arguments{shell.data(), option.data(), text.data(), nullptr};
    pid_ = fork();
    if (pid_ < 0) throw BadInput("--host: cannot start a process");
    if (pid_ == 0) become_shell(fileno(output_), arguments.data(), environment.data());
    setpgid(pid_, pid_);  // it may not have come to that yet
    ended_ = pidfd_open(pid_, 0);
}

HostProgram::~HostProgram() {
    end();
    if (ended_ >= 0) close(ended_);
    std::fclose(output_);
}

std::string HostProgram::end() {
    if (pid_ < 0) return kSuccess;
    const pid_t pid = std::exchange(pid_, -1);
    int status = 0;
    const bool had_ended = waitpid(pid, &status, WNOHANG) == pid;
    kill(-pid, SIGKILL);  // what it has left behind goes with it
    if (!had_ended) waitpid(pid, &status, 0);
    if (WIFSIGNALED(status)) return strsignal(WTERMSIG(status));
    return fmt::format("exit code {}", WEXITSTATUS(status));
}

std::vector<std::string> HostProgram::said() const {
    if (std::fseek(output_, -kKeptBytes, SEEK_END) != 0) std::rewind(output_);
    std::vector<std::string> lines(1);
    for (int c = std::fgetc(output_); c != EOF; c = std::fgetc(output_)) {
        if (c != '\n') {
            lines.back() += static_cast<char>(c);
            continue;
        }
        lines.emplace_back();
        if (lines.size() > kKeptLines) lines.erase(lines.begin());
    }
    if (lines.back().empty()) lines.pop_back();
    return lines;
}

WallLimit::WallLimit(sim::Duration length)
    : descriptor_(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC)) {
    using std::chrono::seconds;
    const auto whole = std::chrono::floor<seconds>(length);
    const itimerspec once{.it_interval = {}, .it_value = {whole.count(), (length - whole).count()}};
    timerfd_settime(descriptor_, 0, &once, nullptr);
}

WallLimit::~WallLimit() {
    close(descriptor_);
}

}  // namespace sara::tools
