#pragma once

#include "models/storage/flash.hpp"
#include "models/storage/memory_medium.hpp"
#include "sim/random.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/result.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace sara::testing {

/// An erased flash on a bench.
struct FlashBench {
    static constexpr storage::FlashTiming kTiming{.sector_erase = std::chrono::milliseconds(5),
                                                  .page_program = std::chrono::microseconds(50)};

    explicit FlashBench(
        std::unique_ptr<storage::MemoryMedium> cells = std::make_unique<storage::MemoryMedium>())
        : medium(*cells), flash(std::move(cells), kTiming, trace) {}

    storage::Partition partition(storage::Region region) { return {flash, region}; }

    sim::Scheduler scheduler;
    sim::Trace trace{scheduler};
    storage::MemoryMedium& medium;
    storage::Flash flash;
};

/// Noise, the same each time.
inline storage::Buffer noise(std::size_t size, std::uint64_t seed = 1) {
    sim::Random random(seed, "noise");
    storage::Buffer bytes(size);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    return bytes;
}

/// What the host does with a part, one change a step.
template <class Part>
using Steps = std::vector<std::function<void(Part&)>>;

/// Runs the steps on a fresh flash as often as they write, cutting the power at another write each
/// time, before it and in its middle.  After each cut the part mounts again and `check` sees it
/// together with the number of steps that were complete.  Returns the number of cuts.
template <class Part>
std::size_t cut_at_every_write(const std::function<std::unique_ptr<Part>(FlashBench&)>& make,
                               const Steps<Part>& steps,
                               const std::function<void(Part&, std::size_t)>& check) {
    std::size_t cuts = 0;
    for (const bool torn : {false, true}) {
        for (std::uint64_t write = 1;; ++write) {
            FlashBench bench;
            const auto part = make(bench);
            part->mount();
            bench.flash.cut_at_write(write, torn);
            std::size_t complete = 0;
            for (; complete < steps.size(); ++complete) {
                steps[complete](*part);
                if (bench.flash.is_dead()) break;
            }
            if (!bench.flash.is_dead()) break;  // more writes than there are
            INFO("cut at write " << write << (torn ? ", torn" : ", not done") << ", step "
                                 << complete);
            bench.flash.revive();
            part->mount();
            check(*part, complete);
            ++cuts;
        }
    }
    return cuts;
}

/// Checks by `cut_at_every_write` that each step is done whole or not at all, that what the cut
/// left mounts a second time alike, and that the steps can be completed from there.  `snapshot`
/// tells the state; doing a step twice is the same as doing it once.
template <class Part>
std::size_t check_atomic(const std::function<std::unique_ptr<Part>(FlashBench&)>& make,
                         const Steps<Part>& steps,
                         const std::function<nlohmann::json(Part&)>& snapshot) {
    FlashBench bench;
    const auto reference = make(bench);
    reference->mount();
    std::vector<nlohmann::json> states{snapshot(*reference)};
    for (const auto& step : steps) {
        step(*reference);
        states.push_back(snapshot(*reference));
    }
    return cut_at_every_write<Part>(make, steps, [&](Part& part, std::size_t complete) {
        const nlohmann::json found = snapshot(part);
        const bool is_old_or_new = found == states[complete] || found == states[complete + 1];
        CAPTURE(found, states[complete], states[complete + 1]);
        REQUIRE(is_old_or_new);
        part.mount();
        REQUIRE(snapshot(part) == found);
        for (std::size_t i = complete; i < steps.size(); ++i) steps[i](part);
        part.mount();
        REQUIRE(snapshot(part) == states.back());
    });
}

}  // namespace sara::testing
