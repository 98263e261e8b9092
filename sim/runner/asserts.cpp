#include "sim/runner/asserts.hpp"

#include "sim/sinks/at_log.hpp"

#include <fmt/format.h>

#include <string>

namespace sara::sim {

namespace {

std::string at(Time time) {
    return "at " + seconds_text(time) + " s";
}

std::optional<Failure> judge_timing(const TimingAssert& timing, std::optional<Time> from,
                                    std::optional<Time> to, Time end, Duration time_error) {
    if (!from) return Failure{"/timing/from", end, timing.from.describe(), "it never came"};
    if (!to) return Failure{"/timing/to", end, timing.to.describe(), "it never came after `from`"};
    const Duration took = *to - *from;
    if (timing.min && took < *timing.min - time_error)
        return Failure{"/timing/min", *to, "at least " + to_text(*timing.min), to_text(took)};
    if (timing.max && took > *timing.max + time_error)
        return Failure{"/timing/max", *to, "at most " + to_text(*timing.max), to_text(took)};
    return std::nullopt;
}

}  // namespace

Asserts::Asserts(std::span<const Assert> asserts) {
    for (const Assert& assert : asserts) states_.push_back({.assert = &assert});
}

void Asserts::on_happening(const Happening& happening, Time now) {
    for (State& state : states_) follow(state, happening, now);
}

void Asserts::follow(State& state, const Happening& happening, Time now) {
    const Assert& assert = *state.assert;
    if (assert.contains && assert.contains->matches(happening)) ++state.seen;
    if (assert.lacks && assert.lacks->matches(happening) && ++state.seen == 1) state.first = now;
    if (assert.in_order && state.seen < assert.in_order->size() &&
        (*assert.in_order)[state.seen].matches(happening))
        ++state.seen;
    if (!assert.timing) return;
    if (!state.first) {
        if (assert.timing->from.matches(happening)) state.first = now;
    } else if (!state.to && assert.timing->to.matches(happening)) {
        state.to = now;
    }
}

std::optional<Failure> Asserts::judge(const State& state, const Json& document, Time end,
                                      Duration time_error) {
    const Assert& assert = *state.assert;
    if (assert.contains && state.seen == 0)
        return Failure{"/contains", end, assert.contains->describe(), "it never came"};
    if (assert.lacks && state.seen != 0) {
        return Failure{"/lacks", *state.first, "never " + assert.lacks->describe(),
                       "it came " + at(*state.first)};
    }
    if (assert.in_order && state.seen < assert.in_order->size()) {
        return Failure{fmt::format("/in_order/{}", state.seen), end,
                       (*assert.in_order)[state.seen].describe(),
                       "it did not come after the one before"};
    }
    if (assert.timing) return judge_timing(*assert.timing, state.first, state.to, end, time_error);
    if (assert.inspect) {
        if (const auto wrong = assert.inspect->refutation(document))
            return Failure{"/inspect", end, wrong->expected, wrong->found};
    }
    return std::nullopt;
}

std::vector<Failure> Asserts::failures(const Json& document, Time end, Duration time_error) const {
    std::vector<Failure> all;
    for (std::size_t index = 0; index < states_.size(); ++index) {
        auto failure = judge(states_[index], document, end, time_error);
        if (!failure) continue;
        failure->pointer = fmt::format("/asserts/{}{}", index, failure->pointer);
        all.push_back(*std::move(failure));
    }
    return all;
}

}  // namespace sara::sim
