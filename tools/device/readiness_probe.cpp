#include "tools/device/readiness_probe.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace sara::tools {

namespace {

using namespace std::chrono_literals;

/// Hosts ask once a second or so; a module that boots drops what comes too early.
constexpr auto kAskEvery = 500ms;

/// A late answer to an earlier question comes within this.
constexpr auto kSettling = 100ms;

constexpr char kNakByte = 0x15;

}  // namespace

void ReadinessProbe::begin(sim::Time now) {
    stage_ = Stage::Asking;
    heard_.clear();
    next_ = now;
}

ReadinessProbe::Turn ReadinessProbe::take(sim::Time now, sim::Bytes heard) {
    if (stage_ == Stage::Idle || stage_ == Stage::Known)
        return {.asks = false, .heard = std::string(sim::as_text(heard))};
    heard_ += sim::as_text(heard);
    if (stage_ == Stage::Asking) {
        if (heard_.find("OK\r\n") != std::string::npos || asks_for_transfer()) {
            stage_ = Stage::Settling;
            next_ = now + kSettling;
        } else if (now >= next_) {
            next_ = now + kAskEvery;
            return {.asks = true, .heard = {}};
        }
        return {.asks = false, .heard = {}};
    }
    if (!heard.empty()) next_ = now + kSettling;
    if (now < next_) return {.asks = false, .heard = {}};
    stage_ = Stage::Known;
    return {.asks = false, .heard = without_answers()};
}

bool ReadinessProbe::asks_for_transfer() const {
    return !heard_.empty() &&
           std::ranges::all_of(heard_, [](char c) { return c == 'C' || c == kNakByte; });
}

std::string ReadinessProbe::without_answers() const {
    constexpr auto kAnswers =
        std::to_array<std::string_view>({"AT\r\r\nOK\r\n", "\r\nOK\r\n", "AT\r"});
    std::string rest = heard_;
    for (const std::string_view answer : kAnswers) {
        for (std::size_t at = rest.find(answer); at != std::string::npos; at = rest.find(answer))
            rest.erase(at, answer.size());
    }
    return rest;
}

}  // namespace sara::tools
