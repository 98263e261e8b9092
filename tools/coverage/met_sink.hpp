#pragma once

#include "models/at/command_line.hpp"
#include "sim/trace.hpp"
#include "tools/coverage/met.hpp"

#include <map>
#include <string>
#include <string_view>

namespace sara::tools {

/// Follows a run and notes what of the module it meets.
class MetSink final : public sim::TraceSink {
 public:
    void on_record(const sim::Record& record) override;
    const Met& met() const { return met_; }

 private:
    void on_state(const sim::Record& record);
    void on_command(std::string_view line);
    void on_response(std::string_view text);
    void on_error(std::string_view prefix, std::string_view rest);

    Met met_;
    std::map<std::string, std::string, std::less<>> states_;  ///< the latest, by machine and server
    at::CommandLine line_;
};

}  // namespace sara::tools
