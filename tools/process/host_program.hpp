#pragma once

#include "sim/time.hpp"

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <vector>

namespace sara::tools {

/// A program of the user's that is started as `/bin/sh -c COMMAND`, in a process group of its own.
/// What it prints is kept.
class HostProgram {
 public:
    /// `terminal` is its $R5SIM_PORT.  Throws BadInput if it cannot be started.
    HostProgram(const std::string& command, const std::string& terminal);
    HostProgram(const HostProgram&) = delete;
    HostProgram& operator=(const HostProgram&) = delete;
    /// Ends it and all that it has started in its group.
    ~HostProgram();

    /// Readable once it has ended.
    int descriptor() const { return ended_; }

    /// Ends it, if it has not, and tells how that was: "exit code 0", "Segmentation fault".
    std::string end();

    /// The last lines that it printed.
    std::vector<std::string> said() const;

    static constexpr const char* kSuccess = "exit code 0";

 private:
    std::FILE* output_;
    pid_t pid_ = -1;
    int ended_ = -1;
};

/// Readable when so much wall time has passed.
class WallLimit {
 public:
    explicit WallLimit(sim::Duration length);
    WallLimit(const WallLimit&) = delete;
    WallLimit& operator=(const WallLimit&) = delete;
    ~WallLimit();

    int descriptor() const { return descriptor_; }

 private:
    int descriptor_;
};

}  // namespace sara::tools
