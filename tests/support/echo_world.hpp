#pragma once

#include "sim/vocabulary.hpp"
#include "sim/world.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::test {

/// The sections of a scenario for an EchoTwin.
struct EchoSections {
    std::string name = "echo";
    sim::Duration boot = sim::Duration(2'000'000'000);
    std::map<std::string, std::vector<std::uint8_t>> packages;
};

/// A world whose twin is the least device a host can talk to, so that scenario and runner can be
/// tested without a module.  It boots at once when it has supply; RESET_N low reboots it, PWR_ON
/// low switches it on again after +STOP.  It answers:
///
///     AT              OK
///     AT+NAME         its name, OK
///     AT+FAIL         +CME ERROR: 4
///     AT+COUNT=<n>    OK, then "+COUNT: 0" to "+COUNT: <n>", one a second
///     AT+WRITE=<n>    n flash writes, one a millisecond, then OK
///     AT+LOAD         CONNECT, then a C; takes Xmodem with CRC; "+LOAD: <bytes>"
///     AT+MUTE         nothing
///     AT+SPIN         events without end at one instant
///     AT+STOP         OK, and is off
///
/// Its one tool, "asker", sends its payload as a line each second until OK or ERROR is the answer.
class EchoWorld : public sim::World {
 public:
    const sim::Shape& sections() const override;
    using sim::World::make;
    std::unique_ptr<sim::Twin> make(const sim::Scenario& scenario, sim::Kernel& kernel,
                                    std::unique_ptr<sim::Medium> flash) const override;
    std::size_t flash_bytes() const override { return 0; }
    std::optional<std::vector<std::uint8_t>> package(const sim::Scenario& scenario,
                                                     std::string_view name) const override;
    std::span<const std::string_view> tools() const override;
    std::unique_ptr<sim::Tool> tool(std::string_view name,
                                    std::vector<std::uint8_t> payload) const override;
};

}  // namespace sara::test

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::test::EchoSections>();
