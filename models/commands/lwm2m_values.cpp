#include "models/commands/lwm2m_values.hpp"

#include "models/commands/device.hpp"
#include "models/commands/edrx.hpp"
#include "models/commands/radio_settings.hpp"
#include "models/network/mno_profiles.hpp"
#include "models/network/psm_timers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <string>

namespace sara::commands {

namespace {

using lwm2m::Path;
using lwm2m::Value;
using Found = std::optional<Value>;

constexpr int kUfotaServer = 721;
constexpr int kVerizonServer = 102;
constexpr int kVerizonProfile = 3;
constexpr int kKib = 1024;

Value number(std::int64_t value) {
    return value;
}

std::string versions(const Device& device) {
    return fmt::format("{},{}", device.parts.firmware.modem, device.parts.firmware.app);
}

// --- /3 Device

/// As ATI answers.  [lwm2m 4.2]
Found model(const Device& device, const Path& /*place*/) {
    return std::string(device.parts.product.type_number);
}
Found imei(const Device& device, const Path& /*place*/) {
    return device.parts.profile.imei;
}
Found firmware(const Device& device, const Path& /*place*/) {
    return versions(device);
}
Found hardware(const Device& device, const Path& /*place*/) {
    return std::string(device.parts.product.model);
}
Found software(const Device& device, const Path& /*place*/) {
    return device.parts.firmware.app;
}
Found memory_free(const Device& device, const Path& /*place*/) {
    return number(static_cast<std::int64_t>(
        device.parts.storage.files.free_bytes(storage::Tag::User) / kKib));
}
Found memory_total(const Device& device, const Path& /*place*/) {
    return number(device.parts.profile.user_area_bytes / kKib);
}
Found utc(const Device& device, const Path& /*place*/) {
    constexpr std::int64_t kQuarter = 900;  // seconds of a zone's unit
    const network::LocalTime now = device.parts.clock.now();
    return number(now.local.time_since_epoch().count() - kQuarter * now.zone);
}
Found utc_offset(const Device& device, const Path& /*place*/) {
    const int zone = device.parts.clock.now().zone;
    const int minutes = 15 * std::abs(zone);
    return fmt::format("{}{:02}:{:02}", zone < 0 ? '-' : '+', minutes / 60, minutes % 60);
}
Found binding(const Device& device, const Path& /*place*/) {
    return std::string(device.parts.product.generation == products::Generation::B01 ? "UQS" : "UQ");
}

// --- /4 Connectivity Monitoring: nothing without a cell

template <auto Function>
Found of_cell(const Device& device, const Path& /*place*/) {
    const auto& cell = device.registration.cell();
    if (!cell) return std::nullopt;
    return Function(*cell);
}

Value bearer(const network::Cell& cell) {
    constexpr int kLteFdd = 6;
    constexpr int kNbIot = 7;
    return number(cell.act == network::AccessTechnology::NbIot ? kNbIot : kLteFdd);
}
Value rsrp_dbm(const network::Cell& cell) {
    return number(cell.rsrp - 141);  // coded as in +CESQ
}
Value rsrq_db(const network::Cell& cell) {
    return number(cell.rsrq / 2 - 20);  // coded as in +CESQ
}
Value cell_id(const network::Cell& cell) {
    return number(cell.ci);
}
Value plmn_digits(const network::Cell& cell, std::size_t from, std::size_t size) {
    std::int64_t value = 0;
    const std::string_view digits = std::string_view(cell.plmn).substr(from, size);
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}
Value mobile_network(const network::Cell& cell) {
    return plmn_digits(cell, 3, std::string_view::npos);
}
Value mobile_country(const network::Cell& cell) {
    return plmn_digits(cell, 0, 3);
}

const network::PdpConnection* bearer_of(const Device& device) {
    return device.contexts.connection(network::PdpContexts::kInitial);
}
Found ip_address(const Device& device, const Path& /*place*/) {
    const auto* connection = bearer_of(device);
    if (connection == nullptr) return std::nullopt;
    const auto& grant = connection->grant;
    const auto& address = grant.v4 ? grant.v4 : grant.v6;
    if (!address) return std::nullopt;
    return address->text();
}
Found bearer_apn(const Device& device, const Path& /*place*/) {
    const auto* connection = bearer_of(device);
    if (connection == nullptr) return std::nullopt;
    return connection->apn;
}

// --- /7 Connectivity Statistics

Found sent_kilobytes(const Device& device, const Path& /*place*/) {
    std::uint64_t bytes = 0;
    for (const auto& row : device.psd.traffic()) bytes += row.total_sent;
    return number(static_cast<std::int64_t>(bytes / kKib));
}
Found received_kilobytes(const Device& device, const Path& /*place*/) {
    std::uint64_t bytes = 0;
    for (const auto& row : device.psd.traffic()) bytes += row.total_received;
    return number(static_cast<std::int64_t>(bytes / kKib));
}
Found no_sms(const Device& /*device*/, const Path& /*place*/) {
    return number(0);  // counted from Start (/7/0/6) on, which no source says to have been executed
}

// --- /10 Cellular Connectivity: what the network granted, or else what +CPSMS and +CEDRXS ask for

std::optional<network::PsmTimers> psm_timers(const Device& device) {
    const auto& granted = device.registration.psm();
    return granted ? granted : wanted_psm(device.parts.storage.nvm);
}
Found seconds(std::optional<sim::Duration> time) {
    if (!time) return number(0);
    return number(std::chrono::duration_cast<std::chrono::seconds>(*time).count());
}
Found psm_timer(const Device& device, const Path& /*place*/) {
    const auto timers = psm_timers(device);
    return seconds(timers ? network::periodic_time(timers->periodic) : std::nullopt);
}
Found active_timer(const Device& device, const Path& /*place*/) {
    const auto timers = psm_timers(device);
    return seconds(timers ? network::active_time(timers->active) : std::nullopt);
}

/// Octet 3 of the eDRX parameters: paging time window, then cycle.  [TS 24.008 10.5.5.32]
template <network::AccessTechnology Act>
Found edrx(const Device& device, const Path& /*place*/) {
    const auto asked = wanted_edrx(device.parts.storage.nvm, Act);
    if (!asked) return std::nullopt;
    const std::string bits = std::string(window_of(*asked)) + std::string(cycle_of(*asked));
    std::uint8_t octet = 0;
    for (const char bit : bits) octet = static_cast<std::uint8_t>(octet * 2 + (bit == '1' ? 1 : 0));
    return lwm2m::Opaque{octet};
}

// --- /11 APN Connection Profile: instance n is cid n, 0 the initial bearer's  [assumed]

/// Values of /11/x/24.  [OMA object 11]
struct PdnTypeRow {
    std::int64_t code;
    network::PdpType type;
};
constexpr auto kPdnTypes = std::to_array<PdnTypeRow>({
    {0, network::PdpType::NonIp},
    {1, network::PdpType::Ip},
    {2, network::PdpType::Ipv6},
    {3, network::PdpType::Ipv4v6},
});

int cid_of(const Path& place) {
    return *place.instance == 0 ? network::PdpContexts::kInitial : *place.instance + 1;
}
network::PdpDefinition definition_of(const Device& device, const Path& place) {
    const auto& all = device.contexts.definitions();
    const auto found = all.find(cid_of(place));
    return found == all.end() ? network::PdpContexts::factory_definition() : found->second;
}
Found profile_name(const Device& /*device*/, const Path& place) {
    return fmt::format("cid {}", cid_of(place));
}
Found apn(const Device& device, const Path& place) {
    return definition_of(device, place).apn;
}
Found is_enabled(const Device& device, const Path& place) {
    return device.contexts.connection(cid_of(place)) != nullptr;
}
Found pdn_type(const Device& device, const Path& place) {
    const auto row =
        std::ranges::find(kPdnTypes, definition_of(device, place).type, &PdnTypeRow::type);
    return number(row->code);
}

// --- what can be written: by the contexts' own rules  [assumed]

bool is_done(std::optional<network::PdpFault> fault) {
    return !fault;
}
bool may_define(const Device& device, const Path& place) {
    const network::MnoProfile& profile = network::applied_profile(device.parts.storage.nvm);
    return !profile.keeps_contexts ||
           std::ranges::find(profile.contexts, cid_of(place), &network::MnoContext::cid) ==
               profile.contexts.end();
}
bool set_apn(Device& device, const Path& place, const Value& value) {
    network::PdpDefinition definition = definition_of(device, place);
    definition.apn = std::get<std::string>(value);
    return may_define(device, place) && is_done(device.contexts.define(cid_of(place), definition));
}
bool set_pdn_type(Device& device, const Path& place, const Value& value) {
    const auto row = std::ranges::find(kPdnTypes, std::get<std::int64_t>(value), &PdnTypeRow::code);
    if (row == kPdnTypes.end()) return false;
    network::PdpDefinition definition = definition_of(device, place);
    definition.type = row->type;
    return may_define(device, place) && is_done(device.contexts.define(cid_of(place), definition));
}
bool enable(Device& device, const Path& place, const Value& value) {
    const int cid = cid_of(place);
    return is_done(std::get<bool>(value) ? device.contexts.activate(cid)
                                         : device.contexts.deactivate(cid));
}

struct LiveRow {
    std::uint16_t object;
    std::uint16_t resource;
    Found (*read)(const Device& device, const Path& place);
    bool (*write)(Device& device, const Path& place, const Value& value) = nullptr;
};

// clang-format off
constexpr auto kLive = std::to_array<LiveRow>({
    {3,  1,  &model},
    {3,  2,  &imei},
    {3,  3,  &firmware},             // "02.05,A00.01", as ATI9  [lwm2m 4.2]
    {3,  10, &memory_free},          // kB
    {3,  13, &utc},
    {3,  14, &utc_offset},
    {3,  16, &binding},
    {3,  18, &hardware},
    {3,  19, &software},
    {3,  21, &memory_total},         // kB
    {4,  0,  &of_cell<&bearer>},
    {4,  1,  &of_cell<&bearer>},
    {4,  2,  &of_cell<&rsrp_dbm>},
    {4,  3,  &of_cell<&rsrq_db>},
    {4,  4,  &ip_address},
    {4,  7,  &bearer_apn},
    {4,  8,  &of_cell<&cell_id>},
    {4,  9,  &of_cell<&mobile_network>},
    {4,  10, &of_cell<&mobile_country>},
    {7,  0,  &no_sms},
    {7,  1,  &no_sms},
    {7,  2,  &sent_kilobytes},
    {7,  3,  &received_kilobytes},
    {10, 4,  &psm_timer},
    {10, 5,  &active_timer},
    {10, 8,  &edrx<network::AccessTechnology::LteM>},
    {10, 9,  &edrx<network::AccessTechnology::NbIot>},
    {11, 0,  &profile_name},
    {11, 1,  &apn,        &set_apn},
    {11, 3,  &is_enabled, &enable},
    {11, 24, &pdn_type,   &set_pdn_type},
    {14, 2,  &firmware},
});
// clang-format on

const LiveRow* find_live(const Path& resource) {
    const auto row = std::ranges::find_if(kLive, [&](const LiveRow& one) {
        return one.object == resource.object && one.resource == resource.resource;
    });
    return row == kLive.end() ? nullptr : &*row;
}

}  // namespace

std::optional<Value> Lwm2mValues::value(const Path& resource) const {
    const LiveRow* row = find_live(resource);
    return row == nullptr ? std::nullopt : row->read(device_, resource);
}

std::optional<bool> Lwm2mValues::write(const Path& resource, const Value& value) {
    const LiveRow* row = find_live(resource);
    if (row == nullptr || row->write == nullptr) return std::nullopt;
    return row->write(device_, resource, value);
}

std::vector<lwm2m::ServerEntry> lwm2m_servers(const products::Product& product,
                                              const storage::Nvm& nvm) {
    std::vector<lwm2m::ServerEntry> servers;
    const bool is_verizon = network::applied_profile(nvm).id == kVerizonProfile;
    if (is_verizon) servers.push_back({lwm2m::kOperatorInstance, kVerizonServer});
    servers.push_back({lwm2m::ufota_instance(product.generation), kUfotaServer});
    std::ranges::sort(servers, {}, &lwm2m::ServerEntry::instance);
    return servers;
}

std::optional<std::uint16_t> scripted_object(std::string_view script) {
    constexpr std::string_view kKey = "object_id";
    const std::size_t key = script.find(kKey);
    if (key == script.npos) return std::nullopt;
    script.remove_prefix(key + kKey.size());
    const std::size_t digits = script.find_first_not_of(" =\t");
    if (digits == script.npos) return std::nullopt;
    std::uint16_t id = 0;
    const auto [end, error] =
        std::from_chars(script.data() + digits, script.data() + script.size(), id);
    return error == std::errc() ? std::optional(id) : std::nullopt;
}

void add_scripted_objects(lwm2m::Objects& objects, const storage::FileSystem& files) {
    for (const std::string& name : files.list(storage::Tag::Xlwm2m)) {
        const auto script = files.read(storage::Tag::Xlwm2m, name);
        if (script.has_error()) continue;
        const auto id = scripted_object(sim::as_text(*script));
        if (id) static_cast<void>(objects.add_object(*id));  // one that is there stays as it is
    }
}

}  // namespace sara::commands
