// The part of Account that tells a server of values it observes.
#include "models/lwm2m/account.hpp"
#include "models/lwm2m/server_object.hpp"
#include "models/lwm2m/server_request.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace sara::lwm2m {

namespace {

constexpr std::int64_t kDefaultMinPeriod = 10;  ///< seconds  [R01 2.5]

}  // namespace

void Account::observe(const CoapMessage& request, CoapMessage& answer, const Path& path) {
    const auto wanted = request.number(CoapOptionNumber::Observe);
    if (!wanted) return;
    std::erase_if(observations_, [&](const Observation& it) { return it.path == path; });
    if (*wanted != 0) return;
    answer.add(CoapOptionNumber::Observe, 0U);
    observations_.push_back({.path = path,
                             .token = request.token,
                             .last = parts_.scheduler.now(),
                             .said = answer.payload});
    watcher_.on_notified(account_.server, path);  // the answer is the first of them
}

void Account::on_value_changed(const Path& path) {
    const bool is_own = path.object == kServerObject && path.instance == account_.instance;
    if (is_own && (path.resource == kServerLifetime || path.resource == kServerBinding))
        machine_.update_due();
    for (Observation& observation : observations_) {
        if (covers(observation.path, path)) observation.is_due = true;
    }
    plan_notifications();
}

void Account::plan_notifications() {
    const auto min_period = std::chrono::seconds(number_at(kServerMinPeriod, kDefaultMinPeriod));
    const sim::Time now = parts_.scheduler.now();
    std::optional<sim::Duration> wait;
    for (const Observation& observation : observations_) {
        if (!observation.is_due) continue;
        const auto own = std::max<sim::Duration>(observation.last + min_period - now, {});
        wait = wait ? std::min(*wait, own) : own;
    }
    if (wait) notify_.restart(*wait);
}

/// Sends what is due, one after the other.  A value that is again what the server knows is not
/// sent.
void Account::notify() {
    const auto min_period = std::chrono::seconds(number_at(kServerMinPeriod, kDefaultMinPeriod));
    const sim::Time now = parts_.scheduler.now();
    for (Observation& observation : observations_) {
        if (!observation.is_due || observation.last + min_period > now) continue;
        observation.is_due = false;
        CoapMessage message;
        message.token = observation.token;
        put_content(message, parts_.tree, observation.path, account_.server, std::nullopt);
        if (message.code == CoapCode::Content && message.payload == observation.said) continue;
        observation.said = message.payload;
        observation.last = now;
        message.add(CoapOptionNumber::Observe, ++observation.sequence);
        const Path path = observation.path;
        channel_.send(std::move(message), [this, path](const CoapMessage* answer) {
            if (answer == nullptr || answer->type != CoapType::Reset) return;
            std::erase_if(observations_, [&](const Observation& it) { return it.path == path; });
        });
        watcher_.on_notified(account_.server, path);
    }
    plan_notifications();
}

}  // namespace sara::lwm2m
