#include "pty/open_watch.hpp"

#include "pty/setup_error.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstddef>

namespace sara::pty {

OpenWatch::OpenWatch(const std::string& device)
    : notifier_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (!notifier_ ||
        ::inotify_add_watch(notifier_.get(), device.c_str(), IN_OPEN | IN_CLOSE) < 0) {
        throw SetupError::from_errno(device, "watch who opens the terminal");
    }
}

OpenWatch::Changes OpenWatch::take() {
    Changes changes;
    alignas(inotify_event) std::array<std::byte, 4096> buffer;
    for (;;) {
        const ssize_t size = ::read(notifier_.get(), buffer.data(), buffer.size());
        if (size <= 0) break;
        // A watched file that is no folder has events without a name: all of one size.
        for (std::size_t at = 0; at < static_cast<std::size_t>(size); at += sizeof(inotify_event)) {
            const auto& event = *reinterpret_cast<const inotify_event*>(&buffer[at]);
            if ((event.mask & IN_OPEN) != 0) {
                ++open_;
                changes.opened = true;
            } else if ((event.mask & IN_CLOSE) != 0 && open_ > 0) {
                --open_;
            }
        }
    }
    changes.open = open_ > 0;
    return changes;
}

}  // namespace sara::pty
