#pragma once

#include "models/at/interference.hpp"
#include "models/commands/urc_broadcast.hpp"
#include "models/network/sim_chip.hpp"
#include "models/network/virtual_network.hpp"
#include "models/network/virtual_radio.hpp"
#include "models/power/thermometer.hpp"
#include "models/sms/virtual_service.hpp"
#include "models/storage/flash.hpp"
#include "models/update/install_faults.hpp"
#include "sim/trace.hpp"
#include "sim/vocabulary.hpp"

#include <string_view>

namespace sara {

/// The parts of a module and its world that a fault can touch.
struct FaultTargets {
    network::VirtualRadio& radio;
    network::SimChip& card;
    network::VirtualNetwork& internet;
    storage::Flash& flash;
    power::Thermometer& thermometer;
    update::InstallFaults& installation;
    sms::VirtualService& messages;
    at::Interference& interference;
    commands::UrcBroadcast* urcs;  ///< nullptr: no firmware runs
};

/// Lets one of the DeviceFaults begin or end.
void inject(const FaultTargets& targets, std::string_view fault, const sim::Json& parameters,
            bool on);

/// True if the record shows the effect of that fault.
bool shows_fault(std::string_view fault, const sim::Json& parameters, const sim::Record& record);

}  // namespace sara
