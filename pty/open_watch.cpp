#include "pty/open_watch.hpp"

#include "pty/setup_error.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <system_error>

namespace sara::pty {

OpenWatch::OpenWatch(const std::string& device)
    : device_(device), notifier_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (!notifier_ ||
        ::inotify_add_watch(notifier_.get(), device.c_str(), IN_OPEN | IN_CLOSE) < 0) {
        throw SetupError::from_errno(device, "watch who opens the terminal");
    }
}

namespace {

/// Calls `visit` for what is in the folder; processes end while we look, and not all are ours.
template <class Visit>
void for_each_entry(const std::filesystem::path& folder, const Visit& visit) {
    std::error_code failed;
    std::filesystem::directory_iterator entry(folder, failed);
    for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
        visit(entry->path());
    }
}

}  // namespace

/// Descriptors of the device, as far as we may look, beside the one that we keep open.
int OpenWatch::count_holders() const {
    int holders = -1;
    for_each_entry("/proc", [&](const std::filesystem::path& process) {
        const std::string name = process.filename();
        if (name.find_first_not_of("0123456789") != std::string::npos) return;
        for_each_entry(process / "fd", [&](const std::filesystem::path& file) {
            std::error_code gone;
            if (std::filesystem::read_symlink(file, gone) == device_) ++holders;
        });
    });
    return std::max(holders, 0);
}

void OpenWatch::count_events(Changes& changes) {
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
}

OpenWatch::Changes OpenWatch::take() {
    const bool was_open = is_open();
    Changes changes;
    count_events(changes);
    if (was_open && !is_open()) {
        // Before we believe that everybody left.  Looking takes a while: somebody may come
        // meanwhile.
        const int holders = count_holders();
        count_events(changes);
        if (!is_open()) open_ = holders;
    }
    changes.open = is_open();
    return changes;
}

}  // namespace sara::pty
