#pragma once

#include "models/commands/psm.hpp"
#include "models/commands/ufota_service.hpp"
#include "models/commands/urc_broadcast.hpp"
#include "models/lwm2m/client.hpp"
#include "models/products/profile.hpp"

#include <optional>

namespace sara::commands {

/// The LwM2M client of a running module, and +ULWM2MSTAT in which it speaks.  [lwm2m 3]
class Lwm2mService final : public Session, private lwm2m::ClientListener {
 public:
    struct Parts {
        sim::Scheduler& scheduler;
        sim::Trace& trace;
        network::Network& internet;
        network::Registration& registration;
        network::PdpContexts& contexts;
        storage::Storage& storage;
    };

    Lwm2mService(const Parts& parts, const products::Profile& profile, UrcBroadcast& urcs);
    Lwm2mService(const Lwm2mService&) = delete;
    Lwm2mService& operator=(const Lwm2mService&) = delete;

    /// The objects that the client is to manage: it starts with them, and `ufota` hears of it.
    void attach(lwm2m::ObjectTree& tree, UfotaService& ufota);

    bool is_under_way() const override { return client_ && client_->is_busy(); }

    /// nullptr without objects.
    lwm2m::Client* client() { return client_ ? &*client_ : nullptr; }

 private:
    void on_client_started() override;
    void on_registration_status(int server, int status) override;
    void on_notified(int server, const lwm2m::Path& path) override;
    bool is_worth_reporting(const lwm2m::Path& path) const;
    bool reports() const { return parts_.storage.nvm.get("+ULWM2MSTAT") == "1"; }

    Parts parts_;
    const products::Profile& profile_;
    UrcBroadcast& urcs_;
    lwm2m::ObjectTree* tree_ = nullptr;
    UfotaService* ufota_ = nullptr;
    std::optional<lwm2m::Client> client_;
};

}  // namespace sara::commands
