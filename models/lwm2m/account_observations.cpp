// The part of Account that tells a server of values it observes.
#include "models/lwm2m/account.hpp"
#include "models/lwm2m/firmware_object.hpp"
#include "models/lwm2m/server_object.hpp"
#include "models/lwm2m/server_request.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <string_view>
#include <utility>

namespace sara::lwm2m {

namespace {

constexpr std::int64_t kDefaultMinPeriod = 10;  ///< seconds  [R01 2.5]
constexpr std::int64_t kDefaultMaxPeriod = 60;  ///< seconds  [R01 2.5]
constexpr Path kFirmwareState{5, 0, 3};

/// The number of an attribute such as "pmin=5"; nothing if `part` is another one.
std::optional<std::int64_t> attribute(std::string_view part, std::string_view name) {
    if (!part.starts_with(name) || !part.substr(name.size()).starts_with('=')) return std::nullopt;
    const std::string_view digits = part.substr(name.size() + 1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool is_number = error == std::errc() && end == digits.data() + digits.size();
    return is_number ? std::optional(number) : std::nullopt;
}

}  // namespace

// --- observations  [OMA 5.5]

void Account::observe(const CoapMessage& request, CoapMessage& answer, const Path& path) {
    const auto wanted = request.number(CoapOptionNumber::Observe);
    if (!wanted) return;
    std::erase_if(observations_, [&](const Observation& it) { return it.path == path; });
    if (*wanted == 0) {
        answer.add(CoapOptionNumber::Observe, 0U);
        observations_.push_back({.path = path,
                                 .token = request.token,
                                 .last = parts_.scheduler.now(),
                                 .said = answer.payload});
        watcher_.on_notified(account_.server, path);  // the answer is the first of them
    }
    plan_notifications();
}

/// PUT /5/0/3?pmin=5&pmax=3600: how often the server wants to hear.  False if the request is not of
/// that kind.  [OMA 5.4.4]
bool Account::set_attributes(const CoapMessage& request, const Path& path) {
    if (request.code != CoapCode::Put || !request.payload.empty() || !path.object) return false;
    Attributes said{.path = path};
    for (const std::string& part : request.texts(CoapOptionNumber::UriQuery)) {
        if (const auto seconds = attribute(part, "pmin")) said.min_period = seconds;
        if (const auto seconds = attribute(part, "pmax")) said.max_period = seconds;
    }
    if (!said.min_period && !said.max_period) return false;
    const auto known = std::ranges::find(attributes_, path, &Attributes::path);
    if (known == attributes_.end()) {
        attributes_.push_back(said);
    } else {
        if (said.min_period) known->min_period = said.min_period;
        if (said.max_period) known->max_period = said.max_period;
    }
    plan_notifications();
    return true;
}

/// What holds for a path: its own attributes, else those of its instance or object, else what
/// object 1 says of this server.
Attributes Account::attributes_of(const Path& path) const {
    Attributes found{.path = path};
    for (const Path& place : {path, Path{path.object, path.instance}, Path{path.object}}) {
        const auto said = std::ranges::find(attributes_, place, &Attributes::path);
        if (said == attributes_.end()) continue;
        if (!found.min_period) found.min_period = said->min_period;
        if (!found.max_period) found.max_period = said->max_period;
    }
    if (!found.min_period) found.min_period = number_at(kServerMinPeriod, kDefaultMinPeriod);
    if (!found.max_period) found.max_period = number_at(kServerMaxPeriod, kDefaultMaxPeriod);
    return found;
}

void Account::on_value_changed(const Path& path) {
    const bool is_own = path.object == kServerObject && path.instance == account_.instance;
    if (is_own && (path.resource == kServerLifetime || path.resource == kServerBinding))
        machine_.update_due();
    const bool is_last = path == kFirmwareState && is_about_to_install();
    for (Observation& observation : observations_) {
        if (!covers(observation.path, path)) continue;
        observation.is_due = true;
        observation.is_urgent = is_last;
    }
    plan_notifications();
}

/// The reset that installs follows at once: what pmin holds back would never be told.
/// [firmware-update 2.4]
bool Account::is_about_to_install() const {
    const auto items = parts_.tree.read(kFirmwareState, Requester{});
    if (!items || items->empty()) return false;
    return items->front().value == Value(static_cast<std::int64_t>(FirmwareState::Updating));
}

/// When the server is to hear: a change pmin after the last time, the same value pmax after it.
/// A pmax that is not above pmin is none.  [OMA 5.1.2]
std::optional<sim::Time> Account::due_of(const Observation& observation) const {
    const Attributes periods = attributes_of(observation.path);
    const auto after = [&](std::int64_t seconds) {
        return observation.last + std::chrono::seconds(seconds);
    };
    if (observation.is_due)
        return observation.is_urgent ? observation.last : after(*periods.min_period);
    if (*periods.max_period <= *periods.min_period) return std::nullopt;
    return after(*periods.max_period);
}

void Account::plan_notifications() {
    notify_.cancel();
    std::optional<sim::Time> first;
    for (const Observation& observation : observations_) {
        const auto due = due_of(observation);
        if (due && (!first || *due < *first)) first = due;
    }
    if (!first) return;
    notify_.restart(std::max<sim::Duration>(*first - parts_.scheduler.now(), {}));
}

/// Sends what is due, one after the other.
void Account::notify() {
    const sim::Time now = parts_.scheduler.now();
    for (Observation& observation : observations_) {
        const auto due = due_of(observation);
        if (due && *due <= now) notify(observation);
    }
    plan_notifications();
}

/// A value that changed and is again what the server knows is not sent, unless pmax is over.
void Account::notify(Observation& observation) {
    const bool was_due = std::exchange(observation.is_due, false);
    observation.is_urgent = false;
    CoapMessage message;
    message.token = observation.token;
    put_content(message, parts_.tree, observation.path, account_.server, std::nullopt);
    const bool is_same = message.code == CoapCode::Content && message.payload == observation.said;
    if (was_due && is_same) return;
    observation.said = message.payload;
    observation.last = parts_.scheduler.now();
    message.add(CoapOptionNumber::Observe, ++observation.sequence);
    const Path path = observation.path;
    channel_.send(std::move(message), [this, path](const CoapMessage* answer) {
        if (answer == nullptr || answer->type != CoapType::Reset) return;
        std::erase_if(observations_, [&](const Observation& it) { return it.path == path; });
        plan_notifications();
    });
    if (!is_same) watcher_.on_notified(account_.server, path);
}

}  // namespace sara::lwm2m
