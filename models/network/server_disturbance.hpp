#pragma once

#include "models/network/content.hpp"

#include <cstdint>
#include <optional>

namespace sara::network {

/// What is wrong with a server for a while, whatever it is asked for.
struct ServerDisturbance {
    std::optional<int> status;               ///< HTTP: of each answer; FTP: the reply to RETR
    std::optional<std::uint64_t> cut_after;  ///< bytes; then the connection breaks
    std::uint32_t rate = 0;                  ///< bit/s it gives at most; 0: as ever
    bool wrong = false;                      ///< a bit of each KiB is not what it was

    bool is_any() const { return status || cut_after || rate != 0 || wrong; }
};

/// The bytes as a server gives them whose content is wrong.
Content spoilt(const Content& content);

}  // namespace sara::network
