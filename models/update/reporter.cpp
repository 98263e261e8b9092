#include "models/update/reporter.hpp"

#include <string>

namespace sara::update {

Reporter::Reporter(sim::Line& line, std::uint32_t baud, sim::Trace& trace)
    : line_(&line), trace_(&trace) {
    line.dce().configure({baud, {}});
    line.dce().hold(false);
}

void Reporter::report(std::string_view text) {
    trace_->emit(sim::RecordKind::Urc, line_->name(), {{"text", text}});
    std::string framed = "\r\n";
    framed.append(text).append("\r\n");
    line_->dce().send(framed);
}

}  // namespace sara::update
