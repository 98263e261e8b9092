#include "models/fleet.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace sara {

Fleet::Fleet(sim::Kernel& kernel, std::unique_ptr<Module> attended)
    : kernel_(kernel), trace_(kernel.scheduler), attended_(std::move(attended)) {
    trace_.add(*this);
}

Fleet::~Fleet() = default;

void Fleet::add(std::unique_ptr<Module> module, sim::Duration switched_on) {
    Module* const made = module.get();
    auto timer = kernel_.scheduler.after(switched_on, sim::patience("switch on"),
                                         [made] { made->switch_on(); });
    members_.push_back({std::move(module), std::move(timer)});
}

/// The rest of what they do would be taken for the doing of the host's module.
void Fleet::on_record(const sim::Record& record) {
    const bool is_campaign = record.kind == sim::RecordKind::Note && record.source == "campaign";
    if (!is_campaign && record.kind != sim::RecordKind::Coap) return;
    kernel_.trace.relay(record);
}

std::map<std::string, std::size_t> Fleet::firmware() const {
    std::map<std::string, std::size_t> counts;
    for (const Member& member : members_) ++counts[member.module->firmware()];
    return counts;
}

nlohmann::json Fleet::inspect() const {
    std::map<std::string, std::size_t> states;
    nlohmann::json by_imei = nlohmann::json::object();
    for (const Member& member : members_) {
        const Module& module = *member.module;
        ++states[std::string(module.state())];
        by_imei[module.imei()] = {{"state", module.state()}, {"firmware", module.firmware()}};
    }
    nlohmann::json document = attended_->inspect();
    document["fleet"] = {{"modules", members_.size()},
                         {"firmware", firmware()},
                         {"states", states},
                         {"by_imei", std::move(by_imei)}};
    return document;
}

std::string Fleet::report() const {
    std::string text = attended_->report();
    text += fmt::format("fleet: {} modules", members_.size());
    for (const auto& [version, count] : firmware())
        text += fmt::format(", {} with {}", count, version);
    return text + '\n';
}

}  // namespace sara
