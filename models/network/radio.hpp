#pragma once

#include "models/network/address.hpp"
#include "models/network/calendar.hpp"
#include "models/network/cell.hpp"
#include "sim/time.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::network {

/// What the network says to an attach request.
struct AttachVerdict {
    bool accepted = true;
    bool roaming = false;
    int emm_cause = 0;  ///< why not  [TS 24.301 annex A]
};

/// PSM timers as sent in attach and tracking area update: 8 bits each.  [module-behaviour 11]
struct PsmTimers {
    std::string active;    ///< T3324
    std::string periodic;  ///< extended T3412

    bool operator==(const PsmTimers&) const = default;
};

/// What the network gives to a PDN connection.
struct PdnGrant {
    std::optional<Address> v4;
    std::optional<Address> v6;
    std::vector<Address> dns;  ///< of both versions, first choice first
};

/// Who hears what happens in the air.
class RadioListener {
 public:
    virtual void on_cells_changed() = 0;                ///< Radio::cells() differs
    virtual void on_network_detach() = 0;               ///< DETACH REQUEST
    virtual void on_network_deactivation(int cid) = 0;  ///< of one PDN connection
    virtual void on_service_changed() {}                ///< Radio::has_service() differs

 protected:
    ~RadioListener() = default;
};

/// The air around the module: which cells are heard, and what the network behind them answers.
class Radio {
 public:
    virtual ~Radio() = default;

    /// Cells heard now, the strongest first.
    virtual std::span<const Cell> cells() const = 0;

    /// Names of that network; the digits if nobody named it.
    virtual Operator operator_of(std::string_view plmn) const = 0;

    /// What an attach in `cell` gets whose SIM belongs to `home`.
    virtual AttachVerdict attach(const Cell& cell, std::string_view home) const = 0;

    /// From the start of the search to the network's answer.
    virtual sim::Duration registration_time() const = 0;

    /// RRC inactivity: from the last byte to the release of the connection.
    virtual sim::Duration rrc_inactivity() const = 0;

    /// Timers given for those wanted; nothing if the network has no PSM.
    virtual std::optional<PsmTimers> grant(const PsmTimers& wanted) const = 0;

    /// The paging time window given with eDRX; nothing if the network has no eDRX.
    virtual std::optional<std::string> grant_edrx() const = 0;

    /// What a PDN connection of that context gets.
    virtual PdnGrant connect(int cid) const = 0;

    /// The network's time (NITZ), if it sends one.
    virtual std::optional<LocalTime> time() const = 0;

    /// The network serves the module, which is registered with it.  True until somebody registers.
    virtual bool has_service() const = 0;
    virtual void set_service(bool served) = 0;

    virtual void add(RadioListener& listener) = 0;
    virtual void remove(RadioListener& listener) = 0;
};

}  // namespace sara::network
