#include "tools/sweep/progress_bar.hpp"

#include <unistd.h>

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace sara::tools {

using namespace std::chrono_literals;

ProgressBar::ProgressBar(std::size_t total)
    : total_(total), is_shown_(isatty(STDERR_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr) {}

ProgressBar::~ProgressBar() {
    hide();
}

void ProgressBar::advance() {
    constexpr std::size_t kBarWidth = 40;
    ++done_;
    if (!is_shown_ || Clock::now() - drawn_ < 100ms) return;
    drawn_ = Clock::now();
    const double rate = static_cast<double>(done_) / seconds();
    const std::size_t total = done_ > total_ ? done_ : total_;
    const std::size_t filled = done_ * kBarWidth / total;
    fmt::print(stderr, "\r[{}{}] {}/{}  {:.0f}/s  {:.0f} s left \x1b[K", std::string(filled, '#'),
               std::string(kBarWidth - filled, ' '), done_, total, rate,
               static_cast<double>(total - done_) / rate);
}

void ProgressBar::hide() {
    if (is_shown_) fmt::print(stderr, "\r\x1b[K");
}

double ProgressBar::seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
}

}  // namespace sara::tools
