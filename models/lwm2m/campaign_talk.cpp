#include "models/lwm2m/campaign_talk.hpp"

#include "models/lwm2m/firmware_object.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <utility>

namespace sara::lwm2m {

namespace {

using namespace std::chrono_literals;

constexpr const char* kModelPath = "/3/0/1";
constexpr const char* kVersionPath = "/3/0/3";
constexpr const char* kPackageUriPath = "/5/0/1";
constexpr const char* kUpdatePath = "/5/0/2";

/// How long after an update of the registration a foreign package is installed on 00B-00: its host
/// asks for an update every 30 s.  [firmware-update 2.7]
constexpr sim::Duration kUpdateWindow = 30s;
constexpr std::string_view kPollingProduct = "00B-00";
constexpr std::string_view kOwnHosts = "services.u-blox";

std::string text_in(const CoapMessage& message) {
    return {message.payload.begin(), message.payload.end()};
}

CoapMessage request_for(CoapCode code, std::string_view path) {
    CoapMessage request;
    request.code = code;
    request.add_path(CoapOptionNumber::UriPath, path);
    return request;
}

}  // namespace

void CampaignTalk::on_contact() {
    last_contact_ = now();
    if (parts_.campaigns.running(parts_.server, imei_) != nullptr) {
        observe(state_);
        observe(result_);
    } else if (!is_asking_ && !parts_.campaigns.candidates(parts_.server, imei_, now()).empty()) {
        ask_product();
    }
}

void CampaignTalk::ask_product() {
    is_asking_ = true;
    read(kModelPath, [this](const std::string& product) {
        read(kVersionPath,
             [this, product](const std::string& version) { offer(product, version); });
    });
}

/// Reads a text; an empty one if there is none.
void CampaignTalk::read(const char* path, Text text) {
    parts_.channel.send(request_for(CoapCode::Get, path),
                        [text = std::move(text)](const CoapMessage* answer) {
                            const bool is_there = answer != nullptr && answer->is_success();
                            text(is_there ? text_in(*answer) : std::string());
                        });
}

/// The first campaign that is for this firmware; an empty version: the module did not answer.
void CampaignTalk::offer(const std::string& product, const std::string& version) {
    is_asking_ = false;
    if (version.empty()) return;
    for (Campaign* campaign : parts_.campaigns.candidates(parts_.server, imei_, now())) {
        if (!campaign->fits(product, version)) continue;
        is_asking_ = true;
        observe(state_);
        return observe(result_, [this, campaign, product] { write_uri(*campaign, product); });
    }
}

void CampaignTalk::observe(Observed& observed, std::function<void()> then) {
    CoapMessage request = request_for(CoapCode::Get, fmt::format("/5/0/{}", observed.resource));
    request.add(CoapOptionNumber::Observe, 0U);
    observed.token = token_of(parts_.channel.next_token());
    request.token = observed.token;
    parts_.channel.send(std::move(request),
                        [this, &observed, then = std::move(then)](const CoapMessage* answer) {
                            if (answer != nullptr && answer->is_success()) {
                                on_value(observed, *answer);
                            }
                            if (then) then();
                        });
}

// What was observed up to here belongs to an update before this one.
void CampaignTalk::write_uri(Campaign& campaign, const std::string& product) {
    state_.value.reset();
    result_.value.reset();
    const std::string uri = campaign.spec().package_uri();
    CoapMessage request = request_for(CoapCode::Put, kPackageUriPath);
    request.add(CoapOptionNumber::ContentFormat, static_cast<std::uint32_t>(ContentFormat::Text));
    request.payload.assign(uri.begin(), uri.end());
    parts_.channel.send(std::move(request), [this, &campaign, product](const CoapMessage* answer) {
        is_asking_ = false;
        if (answer == nullptr || !answer->is_success()) return;  // the next contact tries again
        campaign.offer(imei_, product, now());
        note(campaign, CampaignStep::Offered);
        follow();
    });
}

bool CampaignTalk::on_notification(const CoapMessage& message) {
    for (Observed* observed : {&state_, &result_}) {
        if (message.token.empty() || message.token != observed->token) continue;
        on_value(*observed, message);
        return true;
    }
    return false;
}

void CampaignTalk::on_value(Observed& observed, const CoapMessage& message) {
    const std::string text = text_in(message);
    int value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    if (parsed.ec != std::errc()) return;
    observed.value = value;
    follow();
}

void CampaignTalk::follow() {
    Campaign* campaign = parts_.campaigns.running(parts_.server, imei_);
    if (campaign == nullptr) return;
    const CampaignStep step = campaign->entry(imei_)->step;
    const int result = result_.value.value_or(0);
    const bool has_failed = result > static_cast<int>(FirmwareResult::Success);
    switch (static_cast<FirmwareState>(state_.value.value_or(0))) {
        case FirmwareState::Downloading:
            if (step == CampaignStep::Offered) note(*campaign, CampaignStep::Downloading);
            break;
        case FirmwareState::Downloaded:
            if (step == CampaignStep::Installing && has_failed) {
                return note(*campaign, CampaignStep::Failed);
            }
            if (step < CampaignStep::Downloaded) note(*campaign, CampaignStep::Downloaded);
            if (step != CampaignStep::Installing) execute(*campaign);
            break;
        case FirmwareState::Updating:
            if (step < CampaignStep::Installing) note(*campaign, CampaignStep::Installing);
            break;
        case FirmwareState::Idle:
            if (has_failed) return note(*campaign, CampaignStep::Failed);
            if (result == static_cast<int>(FirmwareResult::Success) &&
                step >= CampaignStep::Downloaded) {
                note(*campaign, CampaignStep::Succeeded);
            }
            break;
    }
}

bool CampaignTalk::may_execute(const Campaign& campaign) const {
    const bool is_polled = campaign.entry(imei_)->product.ends_with(kPollingProduct) &&
                           campaign.spec().package_uri().find(kOwnHosts) == std::string::npos;
    return !is_polled || now() - last_contact_ <= kUpdateWindow;
}

// A module that leaves the word to its host refuses: the host installs.  [R03 3.4.1]
void CampaignTalk::execute(Campaign& campaign) {
    if (is_executing_ || !may_execute(campaign)) return;
    is_executing_ = true;
    parts_.channel.send(request_for(CoapCode::Post, kUpdatePath),
                        [this, &campaign](const CoapMessage* answer) {
                            is_executing_ = false;
                            if (answer == nullptr || !answer->is_success()) return;
                            note(campaign, CampaignStep::Installing);
                        });
}

void CampaignTalk::note(Campaign& campaign, CampaignStep step) {
    const int result = result_.value.value_or(0);
    campaign.note(imei_, step, result, now());
    parts_.trace.emit(sim::RecordKind::Note, "campaign",
                      {{"name", campaign.spec().name}, {"imei", imei_}, {"step", name_of(step)}});
    if (step == CampaignStep::Succeeded || step == CampaignStep::Failed) stop_observing();
}

// Notifications that nobody waits for are answered by a reset: else they would come for ever, one
// every pmax.  [RFC 7641 3.6]
void CampaignTalk::stop_observing() {
    state_.token.clear();
    result_.token.clear();
}

}  // namespace sara::lwm2m
