#pragma once

#include "models/listeners.hpp"
#include "models/network/address.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace sara::network {

/// Who hears whether packets can flow.
class PacketListener {
 public:
    virtual void on_packets_up() = 0;    ///< a PSD profile became active
    virtual void on_packets_down() = 0;  ///< it is no longer: sockets and clients drop

 protected:
    ~PacketListener() = default;
};

/// The module's own IP stack as its clients (sockets, DNS, FTP, HTTP, uFOTA) see it: up while an
/// internal PSD profile is active.  [module-behaviour 10; AD 13]
class PacketService {
 public:
    virtual ~PacketService() = default;

    virtual bool is_up() const = 0;

    /// True if packets pass at this moment: up, and the module is in coverage.  A short loss of
    /// coverage keeps the profile and its sockets.  [AD 7.4]
    virtual bool has_coverage() const = 0;

    /// The module's address: IPv4 if there is one; nothing while down.
    virtual std::optional<Address> address() const = 0;

    /// DNS servers of the active profile, first choice first.
    virtual std::span<const Address> dns() const = 0;

    /// Bytes went through the air: counted for +UGCNTRD, and the RRC connection lasts on.
    virtual void on_traffic(std::uint64_t sent_bytes, std::uint64_t received_bytes) = 0;

    Listeners<PacketListener>& listeners() { return listeners_; }

 protected:
    Listeners<PacketListener> listeners_;
};

}  // namespace sara::network
