#pragma once

#include "sim/trace.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sara::sim {

/// Keeps the latest records as lines for people, as many as a failure report shows.
class Recorder final : public TraceSink {
 public:
    void on_record(const Record& record) override;

    /// From the oldest to the newest.
    std::vector<std::string> lines() const;

    static constexpr std::size_t kKeptLines = 60;

 private:
    std::vector<std::string> ring_;
    std::size_t next_ = 0;  ///< the oldest, once the ring is full
};

}  // namespace sara::sim
