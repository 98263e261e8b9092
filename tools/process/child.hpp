#pragma once

#include <sys/types.h>

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace sara::tools {

/// The reading end of a process that was forked off and writes what it found.
class Child {
 public:
    /// In the parent: the child.  In the child: nothing, and `out` is where it writes.  Throws
    /// BadInput if the computer allows no more.
    static std::optional<Child> fork_off(int& out);

    Child(Child&& other) noexcept;
    Child& operator=(Child&&) = delete;
    ~Child();

    /// The next line; nothing if there is none any more.
    std::optional<std::string> next_line();

    /// Waits for its end: empty if that was in order, else what ended it, e.g. "Aborted".
    std::string wait();

 private:
    Child(pid_t pid, std::FILE* from) : pid_(pid), from_(from) {}

    pid_t pid_;
    std::FILE* from_;
};

/// Writes all of it, or ends the process: nobody reads any more.
void write_or_exit(int descriptor, std::string_view text);

}  // namespace sara::tools
