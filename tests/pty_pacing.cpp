#include "tests/support/catch.hpp"

#include "pty/attention.hpp"
#include "pty/pacing.hpp"
#include "sim/line.hpp"

#include <string>
#include <thread>

using namespace sara;
using namespace sara::pty;
using namespace std::chrono_literals;

namespace {

/// A scheduler and its pacing under a wall clock that the test moves.
struct PacedBench {
    explicit PacedBench(Speed speed) : pacing(scheduler, speed, wall) {}

    /// Lets wall time pass as a session would: waking whenever pacing asks for it.
    void pass(WallTime::duration length) {
        const WallTime end = wall + length;
        for (;;) {
            while (pacing.advance(wall)) ++full_batches;
            const auto wake = pacing.next_wake();
            if (!wake || *wake > end) break;
            wall = std::max(wall, *wake);
        }
        wall = end;
        while (pacing.advance(wall)) ++full_batches;
    }

    sim::Timer after(sim::Duration delay, sim::Wait wait, char name) {
        std::string* const out = &log;
        return scheduler.after(delay, wait, [out, name] { *out += name; });
    }

    WallTime wall{};
    sim::Scheduler scheduler;
    Pacing pacing;
    std::string log;
    int full_batches = 0;
};

constexpr Speed kTurbo{Speed::Kind::Turbo, 1.0};

}  // namespace

TEST_CASE("The option --speed takes a factor, turbo or step, and nothing else", "[pty][pacing]") {
    CHECK(parse_speed("1") == Speed{});
    CHECK(parse_speed("0.5") == Speed{Speed::Kind::Scaled, 0.5});
    CHECK(parse_speed("1e3") == Speed{Speed::Kind::Scaled, 1000});
    CHECK(parse_speed("turbo") == kTurbo);
    CHECK(parse_speed("step")->kind == Speed::Kind::Step);
    const auto* const bad = GENERATE("", "0", "-1", "nan", "inf", "1x", " 1", "Turbo", "2000000");
    CAPTURE(bad);
    CHECK_FALSE(parse_speed(bad).has_value());
}

TEST_CASE("A factor stretches or shortens virtual time", "[pty][pacing]") {
    const double factor = GENERATE(0.5, 1.0, 10.0);
    PacedBench bench({Speed::Kind::Scaled, factor});
    const auto boot = bench.after(2s, "boot", 'w');
    const auto stall = bench.after(20s, sim::patience("stall"), 'p');
    const auto wall_of = [factor](double seconds) {
        return std::chrono::duration_cast<WallTime::duration>(
            std::chrono::duration<double>(seconds / factor));
    };
    bench.pass(wall_of(2) - 1ms);
    CHECK(bench.log.empty());
    bench.pass(1ms);
    CHECK(bench.log == "w");
    bench.pass(wall_of(18) - 1ms);
    CHECK(bench.log == "w");
    bench.pass(1ms);
    CHECK(bench.log == "wp");
}

TEST_CASE("Real time holds over a day without drift", "[pty][pacing]") {
    PacedBench bench({});
    for (int minute = 0; minute < 24 * 60; ++minute) bench.pass(60s + 1ns);
    CHECK(bench.scheduler.now() == sim::Time(24h + 1440ns));
}

TEST_CASE("Turbo fires Work at once and in order", "[pty][pacing]") {
    PacedBench bench(kTurbo);
    const auto install = bench.after(25min, "install", 'b');
    const auto boot = bench.after(2s, "boot", 'a');
    bench.pass(0s);
    CHECK(bench.log == "ab");
    CHECK(bench.scheduler.now() == sim::Time(25min));
    CHECK_FALSE(bench.pacing.next_wake().has_value());
}

TEST_CASE("Turbo gives Patience its whole wall time, whatever Work went by", "[pty][pacing]") {
    PacedBench bench(kTurbo);
    const auto stall = bench.after(109s, sim::patience("xmodem"), 'p');
    bench.pass(9s);
    const auto validation = bench.after(10min, "validation", 'w');  // would end after the 109 s
    bench.pass(0s);
    CHECK(bench.log == "w");
    bench.pass(100s - 1ms);
    CHECK(bench.log == "w");
    bench.pass(1ms);
    CHECK(bench.log == "wp");
    CHECK(bench.scheduler.now() == sim::Time(9s + 10min + 100s));
}

TEST_CASE("Work started by Patience, and Patience by Work, follow on in turbo", "[pty][pacing]") {
    struct Chain {
        PacedBench bench{kTurbo};
        sim::Timer poll, boot;
        int polls = 0;
        Chain() {
            poll = bench.scheduler.timer(sim::patience("poll"), [this] {
                ++polls;
                boot.restart(5s);
            });
            boot = bench.scheduler.timer("boot", [this] { poll.restart(3s); });
            boot.restart(5s);
        }
    } chain;
    chain.bench.pass(0s);
    CHECK(chain.polls == 0);
    chain.bench.pass(9s);
    CHECK(chain.polls == 3);
    CHECK(chain.bench.scheduler.now() == sim::Time(4 * 5s + 3 * 3s));
}

TEST_CASE("Turbo without skipping is real time", "[pty][pacing]") {
    PacedBench bench(kTurbo);
    bench.pacing.set_skipping(false);
    const auto boot = bench.after(2s, "boot", 'w');
    bench.pass(1s);
    CHECK(bench.log.empty());
    bench.pacing.set_skipping(true);
    bench.pass(0s);
    CHECK(bench.log == "w");
    CHECK(bench.scheduler.now() == sim::Time(2s));
}

TEST_CASE("A gate holds skips back, and time runs on meanwhile", "[pty][pacing]") {
    PacedBench bench(kTurbo);
    bool is_open = false;
    bench.pacing.set_gate([&is_open](sim::Time next) { return is_open || next <= sim::Time(1s); });
    const auto near = bench.after(1s, "latency", 'a');
    const auto far = bench.after(15s, "validation", 'b');
    bench.pass(2s);
    CHECK(bench.log == "a");
    CHECK(bench.pacing.is_held_back());
    CHECK(bench.scheduler.now() == sim::Time(3s));
    is_open = true;
    bench.pass(0s);
    CHECK(bench.log == "ab");
    CHECK_FALSE(bench.pacing.is_held_back());
}

TEST_CASE("Turbo goes on when the host has read, or when it does not read", "[pty][pacing]") {
    std::size_t unread = 0;
    Attention attention([&unread] { return unread; });
    const WallTime said{10s};
    const sim::Time later(1h);
    CHECK(attention.allows(said, later));

    unread = 5;
    attention.on_said(said, sim::Time(1s));
    CHECK(attention.allows(said, sim::Time(1s) + Attention::kUnnoticed));
    CHECK_FALSE(attention.allows(said, later));
    SECTION("it reads") {
        unread = 0;
        CHECK(attention.allows(said + 1ms, later));
        attention.on_said(said + 2ms, later);
        unread = 1;
        CHECK_FALSE(attention.allows(said + Attention::kGivenUp, later + 1h));
    }
    SECTION("it does not read: it is waited for once, not for every line") {
        CHECK_FALSE(attention.allows(said + Attention::kGivenUp - 1ms, later));
        CHECK(attention.allows(said + Attention::kGivenUp, later));
        attention.on_said(said + Attention::kGivenUp, later);
        CHECK(attention.allows(said + Attention::kGivenUp, later + 1h));
    }
}

TEST_CASE("Turbo leaves a host time to react to the answer it got", "[pty][pacing]") {
    Attention attention([] { return std::size_t{0}; });
    const WallTime heard{10s};
    attention.on_heard(heard, sim::Time(1s));
    attention.on_said(heard, sim::Time(1s));
    CHECK(attention.allows(heard, sim::Time(1s) + Attention::kUnnoticed));
    CHECK_FALSE(attention.allows(heard + Attention::kReaction - 1ms, sim::Time(1h)));
    CHECK(attention.allows(heard + Attention::kReaction, sim::Time(1h)));
    attention.on_said(heard + Attention::kReaction, sim::Time(1h));  // unasked: no reaction to it
    CHECK(attention.allows(heard + Attention::kReaction, sim::Time(2h)));
}

TEST_CASE("In step, time moves by hand only", "[pty][pacing]") {
    PacedBench bench({Speed::Kind::Step, 0.0});
    const auto now = bench.after(0s, "line", 'a');
    const auto boot = bench.after(2s, "boot", 'b');
    bench.pass(1h);
    CHECK(bench.log == "a");
    CHECK(bench.scheduler.now() == sim::Time(0s));
    bench.pacing.step(2s);
    CHECK(bench.log == "ab");
}

TEST_CASE("Work that never ends does not lock anybody out", "[pty][pacing]") {
    struct Endless {
        PacedBench bench{kTurbo};
        sim::Timer again;
        Endless() {
            again = bench.scheduler.timer("again", [this] { again.restart(1s); });
            again.restart(1s);
        }
    } endless;
    CHECK(endless.bench.pacing.advance(endless.bench.wall));
    CHECK(endless.bench.scheduler.fired() == Pacing::kBatch);
}

TEST_CASE("A late wake-up fires what was missed in order", "[pty][pacing]") {
    PacedBench bench({});
    const auto first = bench.after(1s, "a", 'a');
    const auto second = bench.after(2s, sim::patience("b"), 'b');
    const auto third = bench.after(3s, "c", 'c');
    bench.wall += 10s;
    CHECK_FALSE(bench.pacing.advance(bench.wall));
    CHECK(bench.log == "abc");
    CHECK(bench.scheduler.now() == sim::Time(10s));
}

TEST_CASE("An event fires at its wall time on the real clock", "[pty][pacing]") {
    sim::Scheduler scheduler;
    Pacing pacing(scheduler, {Speed::Kind::Scaled, 10.0}, std::chrono::steady_clock::now());
    bool fired = false;
    const auto timer = scheduler.after(200ms, "t", [&fired] { fired = true; });
    const auto wake = pacing.next_wake();
    REQUIRE(wake.has_value());
    std::this_thread::sleep_until(*wake - 5ms);
    if (std::chrono::steady_clock::now() < *wake) {
        pacing.advance(std::chrono::steady_clock::now());
        CHECK_FALSE(fired);
    }
    std::this_thread::sleep_until(*wake);
    pacing.advance(std::chrono::steady_clock::now());
    CHECK(fired);
}
