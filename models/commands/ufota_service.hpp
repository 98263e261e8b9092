#pragma once

#include "models/commands/urc_broadcast.hpp"
#include "models/lwm2m/object_tree.hpp"
#include "models/power/control.hpp"
#include "models/products/profile.hpp"
#include "models/ufota/firmware_download.hpp"
#include "models/update/install_faults.hpp"

#include <optional>
#include <string_view>

namespace sara::commands {

/// The uFOTA download of a running module, +UFOTASTAT in which it speaks, and the way to the
/// installation.  [firmware-update 2.3, 2.6]
class UfotaService final : private ufota::DownloadListener {
 public:
    UfotaService(const ufota::FirmwareDownload::Parts& parts, const products::Profile& profile,
                 power::Control& control, UrcBroadcast& urcs, const update::InstallFaults* faults);
    UfotaService(const UfotaService&) = delete;
    UfotaService& operator=(const UfotaService&) = delete;

    /// The tree that has object 5, which tells the client of changes.
    void attach(lwm2m::ObjectTree& tree) { tree_ = &tree; }

    /// The LwM2M client starts: with the boot, or because the host wants it to.  [R01 2.6.1]
    void on_client_started();

    /// True if an installation of uFOTA's reports; `port`: where.  [firmware-update 2.2, 2.6]
    std::optional<power::UpdatePort> reporting_port() const;

 private:
    void on_triggered() override { report("1,0,0"); }
    void on_progress(int percent) override;
    void on_paused(int percent) override;
    void on_request_pending() override { report("0,3,0"); }
    void on_complete() override { report("2,2,100"); }
    void on_failed(ufota::Fault fault) override;
    void on_resource_changed(const lwm2m::Path& path) override;
    bool has_ram() const override { return faults_ == nullptr || !faults_->is_ram_low; }
    bool is_fit(sim::Bytes start) const override;
    void on_install(std::optional<power::UpdatePort> host_port) override;
    void report(std::string_view status);

    storage::Nvm& nvm_;
    const products::Profile& profile_;
    power::Control& control_;
    UrcBroadcast& urcs_;
    const update::InstallFaults* faults_;
    lwm2m::ObjectTree* tree_ = nullptr;

 public:
    ufota::FirmwareDownload download;
};

}  // namespace sara::commands
