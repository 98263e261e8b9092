#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::sim {

struct Scenario;
struct Miss;

/// How a host found the module after a fault.
enum class Ending : std::uint8_t {
    Off,              ///< without supply
    Answers,          ///< OK in answer to AT
    AsksForTransfer,  ///< polls for a file, and goes on doing so
    Silent,           ///< neither, until the limit of the run
};
std::string_view name_of(Ending ending);

/// What is known of a run after a fault, once its host has seen the module through.
struct Aftermath {
    const Scenario& scenario;
    /// What the twin showed of itself while the scenario was played without the fault: at the
    /// start, after each step, and once it had come to rest.
    std::span<const nlohmann::json> reference;
    const nlohmann::json& now;  ///< what it shows after the fault
    Ending ending;
    std::vector<std::string_view> struck = {};  ///< kinds of the faults
};

/// What has to be true of it.
struct Invariant {
    std::string_view name;  ///< short, e.g. "certificates"
    std::string_view says;  ///< one line for people

    /// What is wrong; nothing if all is well.
    std::optional<Miss> (*check)(const Aftermath& aftermath);
};

}  // namespace sara::sim
