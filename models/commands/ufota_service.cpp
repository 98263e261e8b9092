#include "models/commands/ufota_service.hpp"

#include "models/network/mno_profiles.hpp"
#include "models/storage/synced_contexts.hpp"
#include "models/update/package.hpp"

#include <fmt/format.h>

#include <charconv>

namespace sara::commands {

namespace {

constexpr std::string_view kInstallUrcs = "+UFWINSTALL";  // <port>, once they are on

}  // namespace

UfotaService::UfotaService(const ufota::FirmwareDownload::Parts& parts,
                           const products::Profile& profile, power::Control& control,
                           UrcBroadcast& urcs, const update::InstallFaults* faults)
    : nvm_(parts.storage.nvm),
      profile_(profile),
      control_(control),
      urcs_(urcs),
      faults_(faults),
      download(parts, *this) {}

void UfotaService::report(std::string_view status) {
    if (nvm_.get("+UFOTASTAT") == "1") urcs_.post(fmt::format("+UFOTASTAT: {}", status));
}

// A module that has never been updated prints the same as one whose update succeeded.
// [firmware-update 2.3, assumed]
void UfotaService::on_client_started() {
    const int state = static_cast<int>(download.state());
    const int result = static_cast<int>(download.result());
    report(state == 0 && result <= 1 ? "3,1,0" : fmt::format("3,{},{}", result, state));
}

void UfotaService::on_progress(int percent) {
    report(fmt::format("0,1,{}", percent));
}

void UfotaService::on_paused(int percent) {
    report(fmt::format("0,2,{}", percent));
}

void UfotaService::on_failed(ufota::Fault fault) {
    const bool as_r01 = fault == ufota::Fault::Cancelled && profile_.ufota_cancel_as_r01;
    report(fmt::format("{},3,{}", as_r01 ? 3 : 2, row_of(fault).detail));
}

void UfotaService::on_resource_changed(const lwm2m::Path& path) {
    if (tree_ != nullptr) tree_->changed(path);
}

std::optional<power::UpdatePort> UfotaService::reporting_port() const {
    const auto stored = nvm_.get(kInstallUrcs);
    if (!stored) return std::nullopt;
    power::UpdatePort port;
    std::from_chars(stored->data(), stored->data() + stored->size(), port.port);
    return port;
}

// A file in another format is left to the installation to judge.
bool UfotaService::is_fit(sim::Bytes start) const {
    const auto package = update::parse_package_start(start);
    return !package || package->header.kind == update::PackageKind::Delta;
}

// The host that installs hears of it, as with any +UFWINSTALL; else it has to have asked for it.
// [R03 3.4.1, 3.7.1]
void UfotaService::on_install(std::optional<power::UpdatePort> host_port) {
    storage::note_apn_sync(nvm_, network::syncs_apn(nvm_));
    const auto port = host_port ? host_port : reporting_port();
    control_.start_ufota(port.value_or(power::UpdatePort{}), port.has_value());
}

}  // namespace sara::commands
