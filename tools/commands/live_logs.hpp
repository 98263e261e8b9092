#pragma once

#include "pty/session.hpp"
#include "sim/sinks/at_log.hpp"
#include "sim/sinks/chrome_trace.hpp"
#include "sim/sinks/json_lines.hpp"
#include "tools/capture/coap_capture.hpp"
#include "tools/commands/live_options.hpp"
#include "tools/commands/live_twin.hpp"
#include "tools/coverage/met_sink.hpp"

#include <fstream>
#include <optional>
#include <string>

namespace sara::tools {

/// Where the records of a live run go: --trace, --at-log, --perfetto, --pcap and, at its end,
/// --coverage.
class LiveLogs {
 public:
    /// Throws BadInput if a file cannot be written.
    LiveLogs(const LiveOptions& options, LiveTwin& live);
    ~LiveLogs();
    LiveLogs(const LiveLogs&) = delete;
    LiveLogs& operator=(const LiveLogs&) = delete;

    /// Keeps the files up to date while `session` runs, for those who look on.
    void update_during(pty::Session& session);

 private:
    sim::Trace& records_;
    std::ofstream trace_file_;
    std::ofstream at_log_file_;
    std::ofstream perfetto_file_;
    std::ofstream pcap_file_;
    std::optional<sim::JsonLinesSink> trace_;
    std::optional<sim::AtLogSink> at_log_;
    std::optional<sim::ChromeTraceSink> perfetto_;
    std::optional<CoapCaptureSink> pcap_;
    std::string coverage_;  ///< file
    std::optional<MetSink> met_;
};

}  // namespace sara::tools
