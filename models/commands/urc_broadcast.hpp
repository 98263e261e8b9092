#pragma once

#include "models/at/urc_queue.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace sara::commands {

/// The way of a URC to every AT port.  Each port's queue decides when it goes on the wire.
/// [at-syntax 5]
class UrcBroadcast {
 public:
    /// `text` without framing, e.g. "+UUSOCL: 0".
    void post(std::string_view text) {
        for (at::UrcQueue* port : ports_) port->post(text);
    }

    void add(at::UrcQueue& port) { ports_.push_back(&port); }
    void remove(at::UrcQueue& port) { std::erase(ports_, &port); }

 private:
    std::vector<at::UrcQueue*> ports_;
};

}  // namespace sara::commands
