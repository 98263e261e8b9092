#pragma once

#include "models/internet/tls.hpp"
#include "models/network/network.hpp"
#include "models/network/packet_service.hpp"
#include "sim/scheduler.hpp"

namespace sara::internet {

/// What every internet client works with.
struct ClientParts {
    sim::Scheduler& scheduler;
    network::Network& network;
    network::PacketService& packets;  ///< without it nothing begins, and what runs ends
    Tls& tls;
};

}  // namespace sara::internet
