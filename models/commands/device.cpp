#include "models/commands/device.hpp"

#include "models/commands/edrx.hpp"
#include "models/commands/radio_settings.hpp"
#include "models/network/mno_profiles.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <utility>

namespace sara::commands {

namespace {

constexpr int kSimDetection = 7;                          ///< of GPIO5  [SI T9]
constexpr std::string_view kHotInsertion = "+UDCONF 50";  ///< [SI 1.8.2]

/// The profile comes first: it decides bands and contexts.  [module-behaviour 7]
network::RadioChoice boot_choice(const Parts& parts) {
    network::apply_mno_profile(parts.storage.nvm);
    return radio_choice(parts.storage.nvm);
}

/// "YYYY/MM/DD HH:MM:SS" in UTC, as certificates have their dates.
std::string utc_of(network::LocalTime time) {
    time.local -= std::chrono::minutes(15) * time.zone;
    const std::string text = time.text();  // "yy/MM/dd,hh:mm:ss+tz"
    return fmt::format("20{} {}", text.substr(0, 8), text.substr(9, 8));
}

/// +UUSECPRF: the type of a session, and what resumes it.  [security 2: op 13]
void report_session(UrcBroadcast& urcs, const internet::ResumptionData& session) {
    urcs.post(fmt::format("+UUSECPRF: {},13,1,{}", session.profile, session.type));
    urcs.post(
        fmt::format("+UUSECPRF: {},13,{},\"{}\"", session.profile, session.sub_tag, session.data));
}

/// +UPSMVER bit 4: the stack stays down after an early wake by the host.  [AD 8.4]
bool stack_stays_down(const Parts& parts) {
    return parts.woken_from != nullptr && parts.scheduler.now() < parts.woken_from->update_due &&
           has_psm_version_bit(parts.storage.nvm, kKeepsStackDown);
}

}  // namespace

Device::Device(Parts lent)
    : parts(std::move(lent)),
      sim(parts.scheduler, parts.card, parts.profile.sim_init),
      registration(parts.scheduler, parts.trace, parts.radio, sim, boot_choice(parts)),
      contexts(parts.radio, registration, parts.storage.nvm),
      psd(contexts, registration, parts.storage.nvm, parts.product.generation),
      functionality(parts.storage.nvm, sim, registration, stack_stays_down(parts)),
      gpio(parts.storage.nvm, parts.product.internal_gnss),
      security_profiles(parts.storage.nvm),
      sms(parts.sms, parts.storage.sms),
      tls(
          security_profiles, parts.storage.certificates,
          [this] { return utc_of(parts.clock.now()); },
          [this](const internet::ResumptionData& session) { report_session(urcs_, session); }),
      internet({parts.scheduler, parts.internet, psd, tls}, parts.storage, exclusion, parts.profile,
               urcs_),
      dial_up({parts.scheduler, parts.trace, parts.internet}, contexts, registration),
      ufota({parts.scheduler, parts.trace, parts.internet, registration, parts.storage, exclusion},
            parts.profile, parts.control, urcs_, parts.update_faults),
      psm({parts.scheduler, parts.storage.nvm, parts.control, registration, contexts, exclusion,
           functionality, parts.product, urcs_},
          parts.woken_from),
      lwm2m_values(*this),
      objects(parts.product.generation, lwm2m_servers(parts.product, parts.storage.nvm),
              parts.storage.nvm, lwm2m_values),
      lwm2m_execution_(objects, parts.control, parts.storage.nvm),
      lwm2m_client(
          {parts.scheduler, parts.trace, parts.internet, registration, contexts, parts.storage},
          parts.profile, urcs_) {
    sim.detect_with([this] {
        return gpio.has_function(kSimDetection) && parts.storage.nvm.get(kHotInsertion) == "1";
    });
    add_scripted_objects(objects, parts.storage.files);
    objects.attach(ufota.download);
    ufota.attach(objects);
    lwm2m_client.attach(objects, ufota);
    psm.wait_for(lwm2m_client);
    has_lwm2m_ = parts.storage.nvm.get("+ULWM2M").value_or("0") == "0";
    storage::RotStore& rot = parts.storage.rot;
    if (rot.is_updating()) rot.complete_update();  // the power went meanwhile  [security 5]
    const std::optional<std::string> variant = parts.storage.nvm.get("+USIO");
    if (variant) std::from_chars(variant->data(), variant->data() + variant->size(), usio_);
    registration.select(boot_selection(parts.storage.nvm));
    registration.want_psm(wanted_psm(parts.storage.nvm));
}

std::optional<at::CmeError> Device::sim_error() const {
    using enum network::SimState;
    switch (sim.state()) {
        case Absent:
            return at::CmeError::SimNotInserted;
        case Initialising:
            return at::CmeError::SimBusy;
        case PinRequired:
            return at::CmeError::SimPinRequired;
        case PukRequired:
            return at::CmeError::SimPukRequired;
        case Blocked:
            return at::CmeError::SimBlocked;
        case Ready:
            break;
    }
    return std::nullopt;
}

}  // namespace sara::commands
