#pragma once

#include "models/at/reply.hpp"
#include "sim/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace sara::at {

/// What a fault makes of a command line to come, on whichever port: it is refused without being
/// run, answered sooner or later than usual, or a URC stands before its answer.
class Interference {
 public:
    /// The n-th line from now on, from 1, gets that answer.
    void refuse(std::uint32_t nth, Reply answer) { refusal_ = {nth, std::move(answer)}; }

    /// The answer to the n-th line leaves so long after it is known.
    void time(std::uint32_t nth, sim::Duration after) { time_ = {nth, after}; }

    /// That URC comes between the n-th line and its answer.
    void say(std::uint32_t nth, std::string urc) { urc_ = {nth, std::move(urc)}; }

    /// A line is about to run: the answer it gets instead.
    std::optional<Reply> take_refusal() { return refusal_.take(); }

    /// A line is about to run: when its answer is to leave.
    std::optional<sim::Duration> take_time() { return time_.take(); }

    /// A line is about to run: what is said before that.
    std::optional<std::string> take_urc() { return urc_.take(); }

 private:
    template <class T>
    struct Due {
        std::uint32_t left = 0;  ///< lines until it is the one; 0: none is
        std::optional<T> what = {};

        std::optional<T> take() {
            if (left == 0 || --left > 0) return std::nullopt;
            return std::exchange(what, std::nullopt);
        }
    };

    Due<Reply> refusal_;
    Due<sim::Duration> time_;
    Due<std::string> urc_;
};

}  // namespace sara::at
