#pragma once

#include "pty/descriptor.hpp"

#include <string>

namespace sara::pty {

/// How often a device file is open, ourselves not counted: what tells that a host opened or closed
/// the terminal while we keep it open too.  Uses inotify, which reports opens and the last close of
/// every open, however the host dies; but it reports two opens in a row as one, so what it says is
/// held against the processes' own lists of files.
class OpenWatch {
 public:
    /// Counts from now on.  Throws SetupError if the system gives no watch.
    explicit OpenWatch(const std::string& device);

    /// What happened since the last call.
    struct Changes {
        bool opened = false;  ///< somebody opened it, even if it is closed again
        bool open = false;    ///< somebody has it open now
    };
    Changes take();

    bool is_open() const { return open_ > 0; }

    /// Readable when `take` has something to tell.
    int descriptor() const { return notifier_.get(); }

 private:
    void count_events(Changes& changes);
    int count_holders() const;

    std::string device_;
    Descriptor notifier_;
    int open_ = 0;
};

}  // namespace sara::pty
