#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/sinks/chrome_trace.hpp"
#include "sim/sinks/json_lines.hpp"
#include "tools/capture/coap_capture.hpp"
#include "tools/reports/run_story.hpp"
#include "tools/testing/verdict.hpp"

#include <cstdint>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sara::tools {

/// Folders for what runs leave behind, a file a scenario; empty: none.
struct RunFolders {
    std::string trace = {};   ///< JSON Lines
    std::string chrome = {};  ///< Chrome traces
    std::string html = {};    ///< pages
    std::string pcap = {};    ///< not a folder: the capture of the one scenario that is played
};

/// What one run leaves behind.
class RunFiles {
 public:
    /// Throws BadInput if a file cannot be written.
    RunFiles(const sim::Scenario& scenario, std::uint64_t seed, const RunFolders& folders);

    /// What hears the run.
    std::span<sim::TraceSink* const> sinks() const { return sinks_; }

    /// The run is over: writes its page.  Throws BadInput.
    void finish(const Verdict& verdict);

 private:
    RunFolders folders_;
    std::ofstream trace_file_;
    std::ofstream chrome_file_;
    std::ofstream pcap_file_;
    std::optional<sim::JsonLinesSink> trace_;
    std::optional<sim::ChromeTraceSink> chrome_;
    std::optional<CoapCaptureSink> pcap_;
    std::optional<RunStory> story_;
    std::vector<sim::TraceSink*> sinks_;
};

}  // namespace sara::tools
