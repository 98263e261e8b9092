#pragma once

#include "models/listeners.hpp"
#include "models/network/address.hpp"
#include "models/network/registration.hpp"
#include "models/storage/nvm.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sara::network {

enum class PdpType { Ip, Ipv6, Ipv4v6, NonIp };

std::string_view name_of(PdpType type);
std::optional<PdpType> pdp_type_of(std::string_view name);

/// A context as +CGDCONT defines it.
struct PdpDefinition {
    PdpType type = PdpType::Ipv4v6;
    std::string apn;

    bool operator==(const PdpDefinition&) const = default;
};

/// What an active context got from the network.
struct PdpConnection {
    PdpType type = PdpType::Ip;  ///< what the network made of the type asked for
    std::string apn;             ///< with the network's suffix  [AD 13]
    PdnGrant grant;
};

/// How a context went down.
enum class ContextEnd {
    ByModule,
    ByNetwork,
    WithDetach  ///< with all others, and the registration
};

/// Who hears of contexts that come and go.
class ContextListener {
 public:
    virtual void on_context_up(int cid) = 0;
    virtual void on_context_down(int cid, ContextEnd how) = 0;

 protected:
    ~ContextListener() = default;
};

/// Why a context cannot become what is asked for.
enum class PdpFault {
    NotDefined,
    NotAttached,
    IsActive,       ///< its definition cannot change now
    TooMany,        ///< seven are active
    TypeRefused,    ///< the network has no address of that type
    LastConnection  ///< the network does not let the last one go  [AD 13]
};

/// PDP contexts, cid 0 to 11.  cid 1 is the initial bearer: it comes up with the attach.
/// [module-behaviour 10]
class PdpContexts final : private RegistrationListener, private RadioListener {
 public:
    static constexpr int kContexts = 12;
    static constexpr int kInitial = 1;
    static constexpr int kMaxActive = 7;  ///< [IP 2.1]

    PdpContexts(Radio& radio, Registration& registration, storage::Nvm& nvm);
    PdpContexts(const PdpContexts&) = delete;
    PdpContexts& operator=(const PdpContexts&) = delete;
    ~PdpContexts();

    /// Stored at once.  IsActive unless the context is down.
    std::optional<PdpFault> define(int cid, const PdpDefinition& definition);
    std::optional<PdpFault> undefine(int cid);

    /// By cid.
    const std::map<int, PdpDefinition>& definitions() const { return definitions_; }

    std::optional<PdpFault> activate(int cid);
    std::optional<PdpFault> deactivate(int cid);

    /// Connections that the network has kept over deep sleep.
    void resume(std::map<int, PdpConnection> connections) { connections_ = std::move(connections); }

    /// nullptr unless it is active.
    const PdpConnection* connection(int cid) const;
    std::vector<int> active() const;

    /// What an undefined cid 1 is.  [module-behaviour 6.3]
    static PdpDefinition factory_definition() { return {}; }

    Listeners<ContextListener>& listeners() { return listeners_; }
    const Registration& registration() const { return registration_; }

 private:
    void on_attached(bool resumed) override;
    void on_detached(DetachedBy by) override;
    void on_cells_changed() override {}
    void on_network_detach() override {}
    void on_network_deactivation(int cid) override;

    std::optional<PdpFault> connect(int cid, const PdpDefinition& definition);
    void drop(int cid, ContextEnd how);

    Radio& radio_;
    Registration& registration_;
    storage::Nvm& nvm_;
    std::map<int, PdpDefinition> definitions_;
    std::map<int, PdpConnection> connections_;
    Listeners<ContextListener> listeners_;
};

}  // namespace sara::network
