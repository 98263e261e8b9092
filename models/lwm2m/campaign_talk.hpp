#pragma once

#include "models/lwm2m/campaigns.hpp"
#include "models/lwm2m/coap_channel.hpp"
#include "models/lwm2m/path.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sara::lwm2m {

/// What a server says to one registered module about campaigns: asks which firmware it has,
/// observes object 5, writes where the package lies, executes the update, hears of its result.
/// [R01 2.1; firmware-update 2.10]
class CampaignTalk {
 public:
    struct Parts {
        sim::Scheduler& scheduler;
        sim::Trace& trace;
        CoapChannel& channel;
        Campaigns& campaigns;
        int server;
    };

    CampaignTalk(const Parts& parts, std::string imei) : parts_(parts), imei_(std::move(imei)) {}

    /// The module registered, or updated its registration.
    void on_contact();

    /// True if the notification is one of those that were asked for.
    bool on_notification(const CoapMessage& message);

 private:
    using Text = std::function<void(const std::string&)>;

    /// A resource that is observed, and its last value.
    struct Observed {
        std::uint16_t resource;
        std::vector<std::uint8_t> token{};
        std::optional<int> value{};
    };

    void ask_product();
    void offer(const std::string& product, const std::string& version);
    void observe(Observed& observed, std::function<void()> then = {});
    void write_uri(Campaign& campaign, const std::string& product);
    void read(const char* path, Text text);
    void on_value(Observed& observed, const CoapMessage& message);
    void follow();
    void execute(Campaign& campaign);
    bool may_execute(const Campaign& campaign) const;
    void note(Campaign& campaign, CampaignStep step);
    void stop_observing();
    sim::Duration now() const { return parts_.scheduler.now().time_since_epoch(); }

    Parts parts_;
    std::string imei_;
    Observed state_{3};   ///< /5/0/3
    Observed result_{5};  ///< /5/0/5
    bool is_asking_ = false;
    bool is_executing_ = false;
    sim::Duration last_contact_{};
};

}  // namespace sara::lwm2m
