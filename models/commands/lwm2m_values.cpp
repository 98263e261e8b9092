#include "models/commands/lwm2m_values.hpp"

#include "models/commands/device.hpp"
#include "models/network/mno_profiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
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

// --- /11 APN Connection Profile: instance n is cid n, 0 the initial bearer's  [assumed]

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
    return number(static_cast<int>(definition_of(device, place).type));
}

struct LiveRow {
    std::uint16_t object;
    std::uint16_t resource;
    Found (*read)(const Device& device, const Path& place);
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
    {11, 0,  &profile_name},
    {11, 1,  &apn},
    {11, 3,  &is_enabled},
    {11, 24, &pdn_type},
    {14, 2,  &firmware},
});
// clang-format on

}  // namespace

std::optional<Value> Lwm2mValues::value(const Path& resource) const {
    const auto row = std::ranges::find_if(kLive, [&](const LiveRow& one) {
        return one.object == resource.object && one.resource == resource.resource;
    });
    return row == kLive.end() ? std::nullopt : row->read(device_, resource);
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
