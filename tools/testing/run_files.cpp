#include "tools/testing/run_files.hpp"

#include "tools/bad_input.hpp"
#include "tools/reports/run_page.hpp"

#include <filesystem>

namespace sara::tools {

namespace {

std::ofstream open_run_file(const std::string& folder, const std::string& name) {
    const auto path = std::filesystem::path(folder) / name;
    std::ofstream file(path, std::ios::binary);
    if (!file) throw BadInput(path.string() + ": cannot be written");
    return file;
}

}  // namespace

RunFiles::RunFiles(const sim::Scenario& scenario, std::uint64_t seed, const RunFolders& folders)
    : folders_(folders) {
    if (!folders.trace.empty()) {
        trace_file_ = open_run_file(folders.trace, artefact_name(scenario.file, ".jsonl"));
        sinks_.push_back(&trace_.emplace(trace_file_, scenario.title, seed));
    }
    if (!folders.chrome.empty()) {
        chrome_file_ = open_run_file(folders.chrome, artefact_name(scenario.file, ".json"));
        sinks_.push_back(&chrome_.emplace(chrome_file_, scenario.title));
    }
    if (!folders.pcap.empty()) {
        pcap_file_ = open_run_file({}, folders.pcap);
        sinks_.push_back(&pcap_.emplace(pcap_file_, scenario.title));
    }
    if (!folders.html.empty()) sinks_.push_back(&story_.emplace());
}

void RunFiles::finish(const Verdict& verdict) {
    if (!story_) return;
    std::ofstream page = open_run_file(folders_.html, artefact_name(verdict.file, ".html"));
    page << run_page(verdict, *story_) << std::flush;
    if (!page) throw BadInput(folders_.html + ": cannot be written");
}

}  // namespace sara::tools
