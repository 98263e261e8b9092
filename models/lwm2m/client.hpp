#pragma once

#include "models/listeners.hpp"
#include "models/lwm2m/account.hpp"
#include "models/network/pdp_contexts.hpp"
#include "models/network/registration.hpp"
#include "models/storage/storage.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sara::lwm2m {

/// Who hears what the client does.
class ClientListener {
 public:
    virtual void on_client_started() {}

    /// `status` as in +ULWM2MSTAT: 1.  [lwm2m 3]
    virtual void on_registration_status(int /*server*/, int /*status*/) {}

    virtual void on_notified(int /*server*/, const Path& /*path*/) {}

 protected:
    ~ClientListener() = default;
};

/// What +ULWM2MREG? prints of a server.
struct ServerStatus {
    int server = 0;
    RegistrationStatus status = RegistrationStatus::Deregistered;
    std::optional<sim::Duration> time_to_update;  ///< while registered

    bool operator==(const ServerStatus&) const = default;
};

/// The LwM2M client of a running module.  It starts when the module is attached with a PDN
/// connection, unless +ULWM2M or the MNO profile forbids it, and registers with every server of
/// object 1 whose URI is known.  [lwm2m 1, 7; R01 2.1]
class Client final : private RegistrationWatcher,
                     private TreeListener,
                     private network::ContextListener,
                     private network::RegistrationListener {
 public:
    struct Settings {
        std::string imei;
        std::map<int, std::string> uris;  ///< by short server ID
        sim::Duration update_margin{};
    };

    Client(const ClientParts& parts, network::Registration& registration,
           network::PdpContexts& contexts, storage::Storage& storage, Settings settings);
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client();

    /// +ULWM2MREG=<server>: registers, or updates.  False: no such server, or the client is off.
    bool register_with(int server);

    /// +ULWM2MDEREG=<server>: until reboot or +ULWM2MREG.  False as above.
    bool deregister_from(int server);

    std::vector<ServerStatus> servers() const;

    /// A session is under way: deep sleep waits for it.  [R01 2]
    bool is_busy() const;

    /// Bytes of all exchanges since the boot, both ways.
    std::size_t traffic_bytes() const;

    Listeners<ClientListener>& listeners() { return listeners_; }

 private:
    // RegistrationWatcher
    void on_status(int server, int status) override;
    void on_notified(int server, const Path& path) override;
    void on_traffic(std::size_t sent_bytes, std::size_t received_bytes) override;
    std::string local_address() const override;
    bool may_connect() override;

    // TreeListener
    void on_value_changed(const Path& path) override;
    void on_instances_changed() override;
    void on_executed(const Path& path) override;

    void on_context_up(int cid) override;
    void on_context_down(int /*cid*/, network::ContextEnd /*how*/) override {}
    void on_attached(bool resumed) override;

    bool is_allowed() const;
    void start();
    void read_accounts();
    Account* find(int server) const;

    ClientParts parts_;
    network::Registration& registration_;
    network::PdpContexts& contexts_;
    storage::Storage& storage_;
    storage::Nvm& nvm_;
    const bool is_off_;  ///< +ULWM2M as it was at this boot  [R03 3.1.1]
    Settings settings_;
    Account::Settings account_settings_;
    Listeners<ClientListener> listeners_;
    std::vector<std::unique_ptr<Account>> accounts_;  ///< none until the start
    sim::Timer start_;
};

}  // namespace sara::lwm2m
