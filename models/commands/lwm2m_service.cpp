#include "models/commands/lwm2m_service.hpp"

#include "models/lwm2m/campaign_spec.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <variant>

namespace sara::commands {

namespace {

constexpr int kMnoServer = 102;  ///< [R01 2.6.1]

constexpr lwm2m::Path kState{.object = 5, .instance = 0, .resource = 3};
constexpr lwm2m::Path kResult{.object = 5, .instance = 0, .resource = 5};

std::int64_t number_at(const lwm2m::ObjectTree& tree, const lwm2m::Path& path) {
    const auto items = tree.read(path, lwm2m::Requester{});
    if (!items || items->empty()) return 0;
    const auto* number = std::get_if<std::int64_t>(&items->front().value);
    return number == nullptr ? 0 : *number;
}

}  // namespace

Lwm2mService::Lwm2mService(const Parts& parts, const products::Profile& profile, UrcBroadcast& urcs)
    : parts_(parts), profile_(profile), urcs_(urcs) {}

void Lwm2mService::attach(lwm2m::ObjectTree& tree, UfotaService& ufota) {
    ufota_ = &ufota;
    std::map<int, std::string> uris;
    if (!profile_.lwm2m_ufota_uri.empty()) uris[lwm2m::kUbloxServer] = profile_.lwm2m_ufota_uri;
    if (!profile_.lwm2m_mno_uri.empty()) uris[kMnoServer] = profile_.lwm2m_mno_uri;
    tree_ = &tree;
    client_.emplace(
        lwm2m::ClientParts{parts_.scheduler, parts_.trace, parts_.internet, tree},
        parts_.registration, parts_.contexts, parts_.storage,
        lwm2m::Client::Settings{profile_.imei, std::move(uris), profile_.lwm2m_update_margin});
    client_->listeners().add(*this);
}

void Lwm2mService::on_client_started() {
    ufota_->on_client_started();
}

// By default only what stays: registered, failed, deregistered.  [lwm2m 3]
void Lwm2mService::on_registration_status(int server, int status) {
    using enum lwm2m::RegistrationStatus;
    const auto reached = static_cast<lwm2m::RegistrationStatus>(status);
    const bool stays = reached == Registered || reached == Failed || reached == Deregistered;
    if (!reports() || (!stays && !profile_.lwm2m_stat_full)) return;
    urcs_.post(fmt::format("+ULWM2MSTAT: 1,{},{}", server, status));
}

void Lwm2mService::on_notified(int server, const lwm2m::Path& path) {
    if (!reports() || !is_worth_reporting(path)) return;
    urcs_.post(fmt::format("+ULWM2MSTAT: 3,{},\"{}/\"", server, text_of(path)));
}

// R01 prints the State when the package is there, and both after an update.  [R01 2.6.1, 2.6.6]
bool Lwm2mService::is_worth_reporting(const lwm2m::Path& path) const {
    if (profile_.lwm2m_stat_full) return true;
    constexpr std::int64_t kDownloaded = 2;
    const bool is_over = number_at(*tree_, kResult) != 0;
    if (path == kState) return is_over || number_at(*tree_, kState) == kDownloaded;
    return path == kResult && is_over;
}

}  // namespace sara::commands
