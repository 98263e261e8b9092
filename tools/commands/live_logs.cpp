#include "tools/commands/live_logs.hpp"

#include "tools/bad_input.hpp"
#include "tools/coverage/met_report.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace sara::tools {

namespace {

std::ofstream open_log(std::string_view option, const std::string& path) {
    std::ofstream file;
    if (path.empty()) return file;
    file.open(path, std::ios::binary | std::ios::trunc);
    if (!file) {
        throw BadInput(fmt::format("{} {}: cannot be written; expected a file", option, path));
    }
    return file;
}

}  // namespace

LiveLogs::LiveLogs(const LiveOptions& options, LiveTwin& live)
    : records_(live.kernel().trace),
      trace_file_(open_log("--trace", options.trace)),
      at_log_file_(open_log("--at-log", options.at_log)),
      perfetto_file_(open_log("--perfetto", options.perfetto)),
      pcap_file_(open_log("--pcap", options.pcap)),
      coverage_(options.coverage) {
    if (trace_file_.is_open()) {
        records_.add(trace_.emplace(trace_file_, live.title(), live.kernel().seed.value()));
    }
    if (at_log_file_.is_open()) records_.add(at_log_.emplace(at_log_file_));
    if (perfetto_file_.is_open()) records_.add(perfetto_.emplace(perfetto_file_, live.title()));
    if (pcap_file_.is_open()) records_.add(pcap_.emplace(pcap_file_, live.title()));
    if (coverage_.empty()) return;
    write_coverage(coverage_, {});  // a file that cannot be written is told at once
    records_.add(met_.emplace());
}

LiveLogs::~LiveLogs() {
    if (trace_) records_.remove(*trace_);
    if (at_log_) records_.remove(*at_log_);
    if (perfetto_) records_.remove(*perfetto_);
    if (pcap_) records_.remove(*pcap_);
    if (!met_) return;
    records_.remove(*met_);
    try {
        write_coverage(coverage_, met_->met());
    } catch (const BadInput& error) {  // it could be written when the run began
        fmt::print(stderr, "r5sim: {}\n", error.what());
    }
}

void LiveLogs::update_during(pty::Session& session) {
    if (!trace_ && !at_log_ && !pcap_) return;
    session.after_each_wake([this] {
        if (trace_) trace_->flush();
        trace_file_.flush();
        at_log_file_.flush();
        pcap_file_.flush();
    });
}

}  // namespace sara::tools
