#pragma once

#include "sim/sinks/at_log.hpp"
#include "sim/trace.hpp"

#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace sara::tools {

/// What a page about one run tells: who said what, which state each machine was in, how far each
/// long operation was and what went wrong, all with virtual times.
class RunStory final : public sim::TraceSink {
 public:
    struct Stay {
        std::string state;
        sim::Time since;
    };
    struct Point {
        sim::Time time;
        std::int64_t percent;
    };
    struct Mark {
        sim::Time time;
        std::string text;
    };

    void on_record(const sim::Record& record) override;

    /// By machine, in the order of time; a state lasts until the next one.
    const std::map<std::string, std::vector<Stay>>& states() const { return states_; }

    /// By operation and phase, in the order of time.
    const std::map<std::string, std::vector<Point>>& progress() const { return progress_; }

    const std::vector<Mark>& faults() const { return faults_; }
    sim::Time end() const { return end_; }

    /// The AT traffic as lines of the AT log.
    std::vector<std::string> transcript();

 private:
    std::map<std::string, std::vector<Stay>> states_;
    std::map<std::string, std::vector<Point>> progress_;
    std::vector<Mark> faults_;
    sim::Time end_{};
    std::ostringstream text_;
    sim::AtLogSink traffic_{text_};
};

}  // namespace sara::tools
