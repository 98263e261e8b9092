#include "tests/support/catch.hpp"

#include "sim/random.hpp"
#include "sim/scheduler.hpp"

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

using namespace sara::sim;

namespace {

/// The scheduler beside a sorted map that must agree with it at every step.
class Rehearsal {
 public:
    Rehearsal(std::uint64_t seed, std::size_t timers, unsigned delay_bits)
        : random_(seed, "rehearsal"), delay_bits_(delay_bits), keys_(timers) {
        timers_.reserve(timers);
        for (std::size_t id = 0; id < timers; ++id) {
            const Waiting kind = id % 3 == 0 ? Waiting::Patience : Waiting::Work;
            timers_.push_back(scheduler_.timer({"t", kind}, [this, id] { on_fired(id); }));
        }
    }

    void step() {
        const auto id = static_cast<std::size_t>(random_.below(timers_.size()));
        switch (random_.below(8)) {
            case 0:
                cancel(id);
                break;
            case 1:
                scheduler_.has_next();
                break;  // looking ahead changes nothing
            case 2:
                run_for_a_while();
                break;
            case 3:
            case 4:
                fire();
                break;
            default:
                arm(id);
                break;
        }
    }

 private:
    using Key = std::pair<Time, int>;  // due, order of arming

    /// Anything from 0 ns to 2^delay_bits ns, every magnitude equally often.
    Duration delay() {
        const std::uint64_t limit = std::uint64_t{1} << random_.below(delay_bits_ + 1);
        return Duration(static_cast<std::int64_t>(random_.below(limit)));
    }

    void arm(std::size_t id) {
        const Duration after = delay();
        expected_.erase(keys_[id]);
        keys_[id] = {scheduler_.now() + after, order_++};
        expected_[keys_[id]] = id;
        timers_[id].restart(after);
    }

    void cancel(std::size_t id) {
        timers_[id].cancel();
        expected_.erase(keys_[id]);
    }

    void fire() {
        const bool is_due = !expected_.empty();
        REQUIRE(scheduler_.run_one() == is_due);
    }

    void run_for_a_while() {
        const Time end = scheduler_.now() + delay() / 16;
        scheduler_.run_until(end);
        REQUIRE((expected_.empty() || expected_.begin()->first.first > end));
        REQUIRE(scheduler_.now() == end);
    }

    void on_fired(std::size_t id) {
        REQUIRE_FALSE(expected_.empty());
        REQUIRE(expected_.begin()->second == id);
        REQUIRE(expected_.begin()->first.first == scheduler_.now());
        expected_.erase(expected_.begin());
        if (random_.chance(1, 3)) arm(id);
        if (random_.chance(1, 4)) arm(static_cast<std::size_t>(random_.below(timers_.size())));
    }

    Scheduler scheduler_;
    Random random_;
    unsigned delay_bits_;
    int order_ = 1;
    std::vector<Key> keys_;
    std::map<Key, std::size_t> expected_;
    std::vector<Timer> timers_;
};

}  // namespace

TEST_CASE("The scheduler agrees with a sorted map under random use", "[sim][scheduler]") {
    const auto seed = GENERATE(1U, 2U, 3U);
    const auto timers = GENERATE(std::size_t{3}, std::size_t{200}, std::size_t{5'000});
    const auto delay_bits = GENERATE(4U, 12U, 40U);
    CAPTURE(seed, timers, delay_bits);
    Rehearsal rehearsal(seed, timers, delay_bits);
    for (int step = 0; step < 10'000; ++step) rehearsal.step();
}
