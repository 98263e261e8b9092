#include "tests/support/catch.hpp"

#include "sim/scheduler.hpp"

#include <string>
#include <vector>

using namespace sara::sim;

TEST_CASE("Events fire in order of time, equal times in order of scheduling", "[sim][scheduler]") {
    Scheduler scheduler;
    std::string order;
    std::string* const out = &order;
    const Timer late = scheduler.after(2s, "late", [out] { *out += 'd'; });
    const Timer first = scheduler.after(1s, "first", [out] { *out += 'a'; });
    const Timer second = scheduler.after(1s, "second", [out] { *out += 'b'; });
    const Timer third = scheduler.after(1s, "third", [out] { *out += 'c'; });
    scheduler.run_until(Time(3s));
    CHECK(order == "abcd");
    CHECK(scheduler.now() == Time(3s));
}

TEST_CASE("A cancelled or destroyed timer does not fire", "[sim][scheduler]") {
    Scheduler scheduler;
    int fired = 0;
    Timer cancelled = scheduler.after(1s, "cancelled", [&fired] { ++fired; });
    {
        const Timer destroyed = scheduler.after(1s, "destroyed", [&fired] { ++fired; });
    }
    cancelled.cancel();
    CHECK_FALSE(cancelled.is_running());
    CHECK_FALSE(scheduler.has_next());
    CHECK(fired == 0);
}

TEST_CASE("A timer may restart, replace or destroy itself while it fires", "[sim][scheduler]") {
    struct Owner {
        Scheduler scheduler;
        Timer timer;
        int fired = 0;
        void fire() {
            if (++fired < 3) {
                timer.restart(1s);
            } else {
                timer = Timer();
            }
        }
    } owner;
    owner.timer = owner.scheduler.after(1s, "self", [&owner] { owner.fire(); });
    owner.scheduler.run_until(Time(1h));
    CHECK(owner.fired == 3);
}

TEST_CASE("A timer postponed with every byte fires once, after the last", "[sim][scheduler]") {
    Scheduler scheduler;
    int fired = 0;
    Timer idle = scheduler.after(1s, "idle", [&fired] { ++fired; });
    for (int byte = 0; byte < 10'000; ++byte) {
        scheduler.run_until(scheduler.now() + 500ms);
        idle.restart(1s);
    }
    CHECK(fired == 0);
    scheduler.run_until(scheduler.now() + 1s);
    CHECK(fired == 1);
    CHECK(scheduler.fired() == 1);
}

TEST_CASE("A timer brought forward fires at the earlier time only", "[sim][scheduler]") {
    Scheduler scheduler;
    std::vector<Time> fired;
    auto* const times = &fired;
    Timer timer =
        scheduler.after(10s, "t", [times, &scheduler] { times->push_back(scheduler.now()); });
    timer.restart(2s);
    timer.restart(1s);
    scheduler.run_until(Time(20s));
    CHECK(fired == std::vector{Time(1s)});
}

TEST_CASE("Skipping to Work leaves Patience all its time", "[sim][scheduler]") {
    Scheduler scheduler;
    std::string order;
    std::string* const out = &order;
    const Timer stall = scheduler.after(20s, patience("stall"), [out] { *out += 'p'; });
    const Timer install = scheduler.after(25min, "install", [out] { *out += 'w'; });
    scheduler.run_until(Time(5s));  // 5 s of the host's 20 are gone

    CHECK(scheduler.has_work());
    CHECK(scheduler.skip_to_work());
    CHECK(scheduler.now() == Time(25min));
    CHECK(stall.due() == Time(25min) + 15s);
    CHECK(scheduler.next_time() == stall.due());
    CHECK_FALSE(scheduler.skip_to_work());

    scheduler.run_until(Time(25min) + 14s);
    CHECK(order == "w");
    scheduler.run_until(Time(25min) + 15s);
    CHECK(order == "wp");
}

TEST_CASE("Patience armed after a skip counts from then", "[sim][scheduler]") {
    Scheduler scheduler;
    const Timer boot = scheduler.after(2s, "boot", [] {});
    REQUIRE(scheduler.skip_to_work());
    Timer stall = scheduler.after(20s, patience("stall"), [] {});
    CHECK(stall.due() == Time(22s));
    stall.restart(1s);
    CHECK(scheduler.next_time() == Time(3s));
    CHECK(scheduler.next_wait().kind == Waiting::Patience);
}

TEST_CASE("Equal times fire in order of scheduling, whatever they wait for", "[sim][scheduler]") {
    Scheduler scheduler;
    std::string order;
    std::string* const out = &order;
    const Timer first = scheduler.after(1s, patience("p"), [out] { *out += 'a'; });
    const Timer second = scheduler.after(1s, "w", [out] { *out += 'b'; });
    const Timer third = scheduler.after(1s, patience("p"), [out] { *out += 'c'; });
    scheduler.run_until(Time(1s));
    CHECK(order == "abc");
}
