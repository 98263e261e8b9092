#pragma once

#include "pty/descriptor.hpp"

#include <filesystem>

namespace sara::pty {

/// A symbolic link under a name the host knows, for as long as this object lives.
///
/// The name is locked machine-wide by a socket in the abstract namespace, which the kernel frees
/// even after SIGKILL: so a link that an earlier run left behind is told from one that a running
/// program uses.
class Link {
 public:
    /// Points `path` to `target`, replacing a stale link to a terminal in one step.  Throws
    /// SetupError if another program serves `path`, if something else is there, or if it cannot be
    /// written.
    Link(std::filesystem::path path, std::filesystem::path target);

    /// Removes the link unless somebody made it point elsewhere.
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    const std::filesystem::path& path() const { return path_; }

 private:
    std::filesystem::path path_;
    std::filesystem::path target_;
    Descriptor lock_;
};

}  // namespace sara::pty
