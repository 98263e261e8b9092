#pragma once

#include "sim/trace.hpp"

#include <map>
#include <ostream>
#include <string>
#include <string_view>

namespace sara::sim {

/// Writes a run as a Chrome trace, which Perfetto and chrome://tracing show: each state machine is
/// a track whose states are slices, each progress a counter, and what the host and the module say
/// to each other are instants on a track a port.  Times are virtual microseconds.
class ChromeTraceSink final : public TraceSink {
 public:
    ChromeTraceSink(std::ostream& out, std::string_view title);
    ~ChromeTraceSink() override;
    ChromeTraceSink(const ChromeTraceSink&) = delete;
    ChromeTraceSink& operator=(const ChromeTraceSink&) = delete;

    void on_record(const Record& record) override;

 private:
    struct Track {
        int number = 0;
        bool has_slice = false;  ///< a state that lasts
    };

    Track& track(std::string_view name);
    void on_state(const Record& record);
    void on_progress(const Record& record);
    void on_instant(const Record& record, std::string_view key);
    void begin_event(char phase, int track, Time time);
    void add_text(std::string_view key, Bytes text);

    std::ostream& out_;
    std::string line_;  ///< the event that is being written
    Time last_{};
    std::map<std::string, Track, std::less<>> tracks_;
};

}  // namespace sara::sim
