#pragma once

#include "models/network/pdp_contexts.hpp"
#include "sim/time.hpp"

#include <map>
#include <string>

namespace sara::network {

/// What a module in deep sleep remembers of the network, which in turn keeps it attached.
/// [AD 8.1, 8.5]
struct Suspended {
    std::string plmn;
    std::map<int, PdpConnection> connections;
    sim::Time update_due;    ///< T3412, or the next eDRX paging window
    bool is_paging = false;  ///< it is the latter
};

}  // namespace sara::network
