#pragma once

#include <chrono>
#include <cstddef>

namespace sara::tools {

/// A line on standard error that shows how far a sweep is, how fast, and how long it still takes:
/// only on a terminal, and never with NO_COLOR.
class ProgressBar {
 public:
    explicit ProgressBar(std::size_t total);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void advance();

    /// Takes the line away, before something else is printed.
    void hide();

    double seconds() const;

 private:
    using Clock = std::chrono::steady_clock;

    std::size_t total_;
    std::size_t done_ = 0;
    bool is_shown_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point drawn_ = start_;
};

}  // namespace sara::tools
