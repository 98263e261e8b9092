#include "tools/process/child.hpp"

#include "tools/bad_input.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>
#include <utility>

namespace sara::tools {

std::optional<Child> Child::fork_off(int& out) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw BadInput("--jobs: cannot make a pipe");
    std::fflush(nullptr);  // or the child would print again what is buffered
    const pid_t pid = fork();
    if (pid < 0) throw BadInput("--jobs: cannot start a process");
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);  // nobody is left to hear of it
        close(ends[0]);
        out = ends[1];
        return std::nullopt;
    }
    close(ends[1]);
    return Child(pid, fdopen(ends[0], "r"));
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), from_(std::exchange(other.from_, nullptr)) {}

Child::~Child() {
    if (from_ != nullptr) std::fclose(from_);
    if (pid_ > 0) waitpid(pid_, nullptr, 0);
}

std::optional<std::string> Child::next_line() {
    std::string line;
    for (int c = std::fgetc(from_); c != '\n'; c = std::fgetc(from_)) {
        if (c == EOF) return std::nullopt;
        line += static_cast<char>(c);
    }
    return line;
}

std::string Child::wait() {
    int status = 0;
    waitpid(std::exchange(pid_, -1), &status, 0);
    if (WIFSIGNALED(status)) return strsignal(WTERMSIG(status));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? "" : "it gave up";
}

void write_or_exit(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(descriptor, text.data(), text.size());
        if (written <= 0) _exit(1);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace sara::tools
