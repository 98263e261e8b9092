#include "models/lwm2m/campaigns.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace sara::lwm2m {

namespace {

constexpr auto kStepNames = std::to_array<std::string_view>(
    {"offered", "downloading", "downloaded", "installing", "succeeded", "failed"});
constexpr auto kPhaseNames =
    std::to_array<std::string_view>({"waiting", "test", "halted", "approval", "final", "ended"});

bool names_module(const std::vector<std::string>& imeis, std::string_view imei) {
    return std::ranges::find(imeis, imei) != imeis.end();
}

bool has_ended(CampaignStep step) {
    return step == CampaignStep::Succeeded || step == CampaignStep::Failed;
}

std::int64_t whole_seconds(sim::Duration duration) {
    return std::chrono::duration_cast<std::chrono::seconds>(duration).count();
}

}  // namespace

std::string_view name_of(CampaignStep step) {
    return kStepNames.at(static_cast<std::size_t>(step));
}

std::string_view name_of(CampaignPhase phase) {
    return kPhaseNames.at(static_cast<std::size_t>(phase));
}

CampaignPhase Campaign::phase(sim::Duration now) const {
    if (now < spec_.start) return CampaignPhase::Waiting;
    if (spec_.end && now >= *spec_.end) return CampaignPhase::Ended;
    bool is_tested = true;
    sim::Duration tested_at{};  // when the last of them was through
    for (const std::string& imei : spec_.test_imeis) {
        const Entry* tested = entry(imei);
        if (tested != nullptr && tested->step == CampaignStep::Failed) return CampaignPhase::Halted;
        if (tested == nullptr || tested->step != CampaignStep::Succeeded) {
            is_tested = false;
        } else {
            tested_at = std::max(tested_at, *tested->ended);
        }
    }
    if (!is_tested) return CampaignPhase::Test;
    const bool is_approved = spec_.test_imeis.empty() || now >= tested_at + spec_.approval;
    return is_approved ? CampaignPhase::Final : CampaignPhase::Approval;
}

bool Campaign::wants(std::string_view imei, sim::Duration now) const {
    if (entry(imei) != nullptr) return false;
    switch (phase(now)) {
        case CampaignPhase::Test:
            return names_module(spec_.test_imeis, imei);
        case CampaignPhase::Final:
            return spec_.is_for(imei);
        case CampaignPhase::Waiting:
        case CampaignPhase::Halted:
        case CampaignPhase::Approval:
        case CampaignPhase::Ended:
            break;
    }
    return false;
}

bool Campaign::fits(std::string_view product, std::string_view version) const {
    if (!spec_.product.empty() && product != spec_.product) return false;
    return spec_.from.empty() ? version != spec_.to : version == spec_.from;
}

const Campaign::Entry* Campaign::entry(std::string_view imei) const {
    const auto found = entries_.find(imei);
    return found == entries_.end() ? nullptr : &found->second;
}

bool Campaign::is_running(std::string_view imei) const {
    const Entry* known = entry(imei);
    return known != nullptr && !has_ended(known->step);
}

void Campaign::offer(std::string_view imei, std::string product, sim::Duration now) {
    Entry& offered = entries_[std::string(imei)];
    offered = {};
    offered.product = std::move(product);
    offered.offered = now;
}

void Campaign::note(std::string_view imei, CampaignStep step, int result, sim::Duration now) {
    const auto found = entries_.find(imei);
    if (found == entries_.end() || has_ended(found->second.step)) return;
    found->second.step = step;
    found->second.result = result;
    if (has_ended(step)) found->second.ended = now;
}

void Campaign::enrol(std::string_view imei) {
    if (spec_.is_for(imei) || names_module(spec_.test_imeis, imei)) ++enrolled_;
}

Campaign::Outcomes Campaign::outcomes() const {
    Outcomes all;
    for (const auto& [imei, entry] : entries_) {
        if (entry.step == CampaignStep::Succeeded) ++all.succeeded;
        if (entry.step != CampaignStep::Failed) continue;
        ++all.failed;
        ++all.results[entry.result];
    }
    all.pending = std::max(enrolled_, entries_.size()) - all.succeeded - all.failed;
    return all;
}

nlohmann::json Campaign::to_json(sim::Duration now) const {
    nlohmann::json modules = nlohmann::json::object();
    for (const auto& [imei, entry] : entries_) {
        nlohmann::json& module = modules[imei];
        module = {{"step", name_of(entry.step)},
                  {"result", entry.result},
                  {"offered_s", whole_seconds(entry.offered)}};
        if (entry.ended) module["ended_s"] = whole_seconds(*entry.ended);
    }
    const Outcomes all = outcomes();
    nlohmann::json results = nlohmann::json::object();
    for (const auto& [result, count] : all.results) results[std::to_string(result)] = count;
    return {{"server", spec_.server},        {"phase", name_of(phase(now))},
            {"offered", entries_.size()},    {"succeeded", all.succeeded},
            {"failed", all.failed},          {"pending", all.pending},
            {"results", std::move(results)}, {"modules", std::move(modules)}};
}

std::string Campaign::report(sim::Duration now) const {
    const Outcomes all = outcomes();
    std::string text = fmt::format("campaign {} ({}): {} updated, {} failed", spec_.name,
                                   name_of(phase(now)), all.succeeded, all.failed);
    for (const auto& [result, count] : all.results) {
        text += fmt::format(", {} with result {}", count, result);
    }
    return text + fmt::format(", {} pending\n", all.pending);
}

Campaigns::Campaigns(std::vector<CampaignSpec> specs) {
    for (CampaignSpec& spec : specs) all_.emplace_back(std::move(spec));
}

Campaign* Campaigns::running(int server, std::string_view imei) {
    const auto found = std::ranges::find_if(all_, [&](const Campaign& campaign) {
        return campaign.spec().server == server && campaign.is_running(imei);
    });
    return found == all_.end() ? nullptr : &*found;
}

std::vector<Campaign*> Campaigns::candidates(int server, std::string_view imei, sim::Duration now) {
    std::vector<Campaign*> found;
    for (Campaign& campaign : all_) {
        if (campaign.spec().server == server && campaign.wants(imei, now)) {
            found.push_back(&campaign);
        }
    }
    return found;
}

void Campaigns::enrol(std::string_view imei) {
    for (Campaign& campaign : all_) campaign.enrol(imei);
}

nlohmann::json Campaigns::to_json(sim::Duration now) const {
    nlohmann::json reports = nlohmann::json::object();
    for (const Campaign& campaign : all_) reports[campaign.spec().name] = campaign.to_json(now);
    return reports;
}

std::string Campaigns::report(sim::Duration now) const {
    std::string text;
    for (const Campaign& campaign : all_) text += campaign.report(now);
    return text;
}

}  // namespace sara::lwm2m
