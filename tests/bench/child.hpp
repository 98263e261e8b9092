#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace sara::bench {

/// A program that a benchmark runs beside itself; killed at the end if it is still there.
class Child {
 public:
    /// Where its standard input and output go: a descriptor of ours, or -1.
    struct Streams {
        int input = -1;   ///< -1: /dev/null
        int output = -1;  ///< -1: a pipe, for read_line()
    };

    /// Throws std::system_error if it cannot be started.
    Child(const std::vector<std::string>& command, Streams streams);
    explicit Child(const std::vector<std::string>& command) : Child(command, Streams{}) {}
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// The next line of its output, without the newline; "" at the end of it.
    std::string read_line() const;

    /// Its exit code when it ends; nothing if it died of a signal.
    std::optional<int> wait();

    /// Its exit code when it ends within `limit`; nothing if it does not, or died of a signal.
    std::optional<int> wait_for(std::chrono::milliseconds limit);

    pid_t pid() const { return pid_; }

 private:
    pid_t pid_ = -1;
    int output_ = -1;
};

}  // namespace sara::bench
