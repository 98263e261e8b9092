#pragma once

#include "models/lwm2m/campaign_spec.hpp"
#include "sim/time.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sara::lwm2m {

/// How far a module is in a campaign.
enum class CampaignStep : std::uint8_t {
    Offered,  ///< the package's URI is written
    Downloading,
    Downloaded,
    Installing,
    Succeeded,
    Failed  ///< also cancelled or rejected by the host: only a new campaign helps  [R01 2.3]
};
std::string_view name_of(CampaignStep step);

/// Where a campaign stands.  [R01 2.7]
enum class CampaignPhase : std::uint8_t {
    Waiting,   ///< before its start
    Test,      ///< the test modules alone
    Halted,    ///< a test module failed: nobody else gets it
    Approval,  ///< the test is over, the final campaign not approved yet
    Final,
    Ended
};
std::string_view name_of(CampaignPhase phase);

/// A campaign, and what became of it.
class Campaign {
 public:
    explicit Campaign(CampaignSpec spec) : spec_(std::move(spec)) {}

    /// One module that it was offered to.
    struct Entry {
        CampaignStep step = CampaignStep::Offered;
        int result = 0;            ///< last value of /5/0/5
        std::string product = {};  ///< type number
        sim::Duration offered{};
        std::optional<sim::Duration> ended = {};
    };

    const CampaignSpec& spec() const { return spec_; }
    CampaignPhase phase(sim::Duration now) const;

    /// True if that module is next to get an offer, as far as one knows without asking it.
    bool wants(std::string_view imei, sim::Duration now) const;

    /// True if it is for modules of that type with that version.
    bool fits(std::string_view product, std::string_view version) const;

    /// The module's entry; nullptr if it was offered nothing.
    const Entry* entry(std::string_view imei) const;
    bool is_running(std::string_view imei) const;

    void offer(std::string_view imei, std::string product, sim::Duration now);

    void note(std::string_view imei, CampaignStep step, int result, sim::Duration now);

    /// There is a module with that IMEI in the run.
    void enrol(std::string_view imei);

    /// The report.
    nlohmann::json to_json(sim::Duration now) const;

    /// The same in a line for a person.
    std::string report(sim::Duration now) const;

 private:
    /// What became of those that it is for.
    struct Outcomes {
        std::size_t succeeded = 0;
        std::size_t failed = 0;
        std::size_t pending = 0;                  ///< no result yet, or not even an offer
        std::map<int, std::size_t> results = {};  ///< of those that failed, by /5/0/5
    };
    Outcomes outcomes() const;

    CampaignSpec spec_;
    std::size_t enrolled_ = 0;                           ///< modules of the run that it is for
    std::map<std::string, Entry, std::less<>> entries_;  ///< by IMEI
};

/// The campaigns of a run, shared by all servers that offer them.
class Campaigns {
 public:
    explicit Campaigns(std::vector<CampaignSpec> specs = {});

    /// The one under way for that module at that server; nullptr if there is none.
    Campaign* running(int server, std::string_view imei);

    /// Those that may be offered to it, in the order of the scenario.
    std::vector<Campaign*> candidates(int server, std::string_view imei, sim::Duration now);

    std::vector<Campaign>& all() { return all_; }

    /// There is a module with that IMEI in the run.
    void enrol(std::string_view imei);

    /// Reports by name.
    nlohmann::json to_json(sim::Duration now) const;

    /// The same for a person, a line a campaign.
    std::string report(sim::Duration now) const;

 private:
    std::vector<Campaign> all_;
};

}  // namespace sara::lwm2m
