#pragma once

#include "pty/line_service.hpp"
#include "pty/pacing.hpp"
#include "pty/port.hpp"

#include <filesystem>
#include <functional>
#include <memory>

namespace sara::pty {

/// One live run: virtual time moves with wall time, terminals and other descriptors are served, and
/// SIGINT, SIGTERM and SIGHUP end it in order.
///
/// A round trip costs one wait, one read and one write beside two cheap calls to the kernel: the
/// module's answer is computed and written before the next wait, and the timer is programmed only
/// when it must ring earlier than it would.
class Session {
 public:
    Session(sim::Scheduler& scheduler, Speed speed);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Serves the port from now on; it must outlive the session.  In turbo its line is not paced.
    void add(Port& port);

    /// Calls `on_readable` whenever `descriptor` has something to read, with virtual time up to
    /// date, until it returns false.  The descriptor stays the caller's.  For what is no
    /// pseudo-terminal and no regular file, which is always readable.
    void watch(int descriptor, std::function<bool()> on_readable);

    /// Serves a Unix socket at `path` to programs that speak in lines.  Throws SetupError.
    void listen(const std::filesystem::path& path, LineService service);

    /// Calls `check` after each time that virtual time moved.
    void after_each_wake(std::function<void()> check);

    /// With a terminal, turbo skips only while a host has it open; `always` also without.
    void skip_always();

    /// Goes on at another speed from now on.
    void set_speed(Speed speed);

    /// Runs until stop() or a signal.
    void run();

    /// Ends run() after what is being done now.
    void stop();

    Pacing& pacing();

 private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace sara::pty
