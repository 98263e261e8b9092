#include "models/network/virtual_radio.hpp"

#include "models/network/operators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace sara::network {

namespace {

constexpr std::uint32_t kMaxCi = 0x0fffffff;        // 28 bits  [TS 23.003 19.6]
constexpr std::string_view kPagingWindow = "0001";  // [AD 8.5.1]

std::uint32_t hex(std::string_view digits, std::uint32_t most, std::string_view what) {
    std::uint32_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [parsed, error] = std::from_chars(digits.data(), end, value, 16);
    if (error != std::errc() || parsed != end || value > most) {
        throw BadNetwork(
            fmt::format("{} \"{}\" is not hexadecimal up to {:x}", what, digits, most));
    }
    return value;
}

Address address_of(std::string_view text) {
    if (const auto address = Address::parse(text)) return *address;
    throw BadNetwork(fmt::format("\"{}\" is no IP address", text));
}

std::optional<Address> address_if_any(std::string_view text, bool is_v6) {
    if (text.empty()) return std::nullopt;
    const Address address = address_of(text);
    if (address.is_v6() == is_v6) return address;
    throw BadNetwork(fmt::format("\"{}\" is no IPv{} address", text, is_v6 ? 6 : 4));
}

Cell cell_of(const CellSpec& spec) {
    return {.plmn = spec.plmn,
            .tac = static_cast<std::uint16_t>(hex(spec.tac, 0xffff, "tac")),
            .ci = hex(spec.ci, kMaxCi, "ci"),
            .act = spec.act,
            .earfcn = spec.earfcn,
            .band = spec.band,
            .pci = spec.pci,
            .rsrp = spec.rsrp,
            .rsrq = spec.rsrq};
}

// Each PDN connection gets an address of its own: they count on in the last byte.
Address counted_on(const Address& first, int by) {
    const auto bytes = first.bytes();
    const auto last = static_cast<std::uint8_t>(bytes.back() + by);
    if (first.is_v6()) {
        std::array<std::uint8_t, Address::kV6Bytes> v6{};
        std::ranges::copy(bytes, v6.begin());
        v6.back() = last;
        return Address::v6(v6);
    }
    return Address::v4({bytes[0], bytes[1], bytes[2], last});
}

}  // namespace

VirtualRadio::VirtualRadio(sim::Scheduler& scheduler, const NetworkSpec& spec)
    : scheduler_(scheduler),
      spec_(spec),
      v4_(address_if_any(spec.ipv4, false)),
      v6_(address_if_any(spec.ipv6, true)),
      started_(scheduler.now()),
      change_(scheduler.timer(sim::patience("coverage"), [this] { on_change(); })),
      event_(scheduler.timer(sim::patience("network"), [this] { on_event(); })) {
    spec_.servers = {};  // they are the network's
    for (const CellSpec& cell : spec_.cells) {
        stations_.push_back({cell_of(cell), cell.reject_cause, started_ + cell.from,
                             cell.until ? started_ + *cell.until : sim::Time::max()});
    }
    for (const std::string& server : spec_.dns) dns_.push_back(address_of(server));
    if (!spec_.time.empty()) {
        time_at_start_ = LocalTime::parse(spec_.time);
        if (!time_at_start_) {
            throw BadNetwork(fmt::format("\"{}\" is not yy/MM/dd,hh:mm:ss+tz", spec_.time));
        }
    }
    std::ranges::stable_sort(spec_.events, {}, &NetworkEventSpec::at);
    if (!spec_.events.empty()) event_.restart(spec_.events.front().at);
    listen();
}

// --- coverage

bool VirtualRadio::is_silent() const {
    if (is_silenced_) return true;
    const sim::Duration now = scheduler_.now() - started_;
    return std::ranges::any_of(spec_.outages, [&](const OutageSpec& outage) {
        return now >= outage.from && now < outage.from + outage.length;
    });
}

void VirtualRadio::listen() {
    heard_.clear();
    const sim::Time now = scheduler_.now();
    if (!is_silent()) {
        for (const Station& station : stations_) {
            if (now >= station.from && now < station.until) heard_.push_back(station.cell);
        }
    }
    std::ranges::stable_sort(heard_, std::ranges::greater{}, &Cell::rsrp);
    if (const auto next = next_change()) change_.restart(*next - now);
}

std::optional<sim::Time> VirtualRadio::next_change() const {
    std::optional<sim::Time> next;
    const auto consider = [&](sim::Time time) {
        if (time > scheduler_.now() && time != sim::Time::max() && (!next || time < *next)) {
            next = time;
        }
    };
    for (const Station& station : stations_) {
        consider(station.from);
        consider(station.until);
    }
    for (const OutageSpec& outage : spec_.outages) {
        consider(started_ + outage.from);
        consider(started_ + outage.from + outage.length);
    }
    return next;
}

void VirtualRadio::on_change() {
    const std::vector<Cell> before = heard_;
    listen();
    if (heard_ != before) listeners_.tell(&RadioListener::on_cells_changed);
}

void VirtualRadio::set_service(bool served) {
    if (std::exchange(has_service_, served) == served) return;
    listeners_.tell(&RadioListener::on_service_changed);
}

void VirtualRadio::set_silenced(bool silenced) {
    is_silenced_ = silenced;
    on_change();
}

void VirtualRadio::set_rejecting(int cause) {
    rejecting_ = cause;
    blink();
}

/// All cells are gone and back at once: whoever is registered looks for service again.
void VirtualRadio::blink() {
    const bool was_silenced = std::exchange(is_silenced_, true);
    on_change();
    is_silenced_ = was_silenced;
    on_change();
}

void VirtualRadio::on_event() {
    const NetworkEventSpec event = spec_.events[next_event_++];
    if (next_event_ < spec_.events.size()) {
        event_.restart(started_ + spec_.events[next_event_].at - scheduler_.now());
    }
    if (event.what == NetworkEventKind::Detach) {
        listeners_.tell(&RadioListener::on_network_detach);
    } else {
        listeners_.tell(&RadioListener::on_network_deactivation, event.cid);
    }
}

// --- what the network answers

Operator VirtualRadio::operator_of(std::string_view plmn) const {
    const auto named = std::ranges::find(spec_.operators, plmn, &OperatorSpec::plmn);
    if (named != spec_.operators.end()) {
        return {named->plmn, named->long_name, named->short_name};
    }
    const auto known = known_operators();
    const auto found = std::ranges::find(known, plmn, &KnownOperator::plmn);
    if (found == known.end()) return {std::string(plmn), std::string(plmn), std::string(plmn)};
    return {std::string(plmn), std::string(found->long_name), std::string(found->short_name)};
}

AttachVerdict VirtualRadio::attach(const Cell& cell, std::string_view home) const {
    const auto station = std::ranges::find(stations_, cell, &Station::cell);
    const int usual = station == stations_.end() ? 0 : station->reject_cause;
    const int cause = rejecting_ != 0 ? rejecting_ : usual;
    return {.accepted = cause == 0, .roaming = cell.plmn != home, .emm_cause = cause};
}

std::optional<PsmTimers> VirtualRadio::grant(const PsmTimers& wanted) const {
    return spec_.psm ? std::optional(wanted) : std::nullopt;
}

std::optional<std::string> VirtualRadio::grant_edrx() const {
    return spec_.edrx ? std::optional<std::string>(kPagingWindow) : std::nullopt;
}

PdnGrant VirtualRadio::connect(int cid) const {
    // cid 1 is the initial bearer, cid 0 a placeholder behind the others.  [IP 2.1]
    constexpr int kContexts = 12;
    const int place = (cid + kContexts - 1) % kContexts;
    PdnGrant grant{.v4 = {}, .v6 = {}, .dns = dns_};
    if (v4_) grant.v4 = counted_on(*v4_, place);
    if (v6_) grant.v6 = counted_on(*v6_, place);
    return grant;
}

std::optional<LocalTime> VirtualRadio::time() const {
    if (!time_at_start_) return std::nullopt;
    LocalTime now = *time_at_start_;
    now.local += std::chrono::duration_cast<std::chrono::seconds>(scheduler_.now() - started_);
    return now;
}

}  // namespace sara::network
