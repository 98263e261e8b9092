#pragma once

#include "models/at/catalogue.hpp"
#include "models/at/command.hpp"
#include "sim/line.hpp"
#include "sim/runner/watch.hpp"
#include "sim/trace.hpp"
#include "tools/variation/variation.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// Follows an undisturbed run and notes every way in which the module could have said what it said
/// otherwise.
class VariationSurvey final : public sim::Watch, public sim::TraceSink {
 public:
    explicit VariationSurvey(Vary vary) : vary_(vary) {}

    void at_boundary(sim::Boundary& boundary) override;
    void on_record(const sim::Record& record) override;

    /// In the order in which they would come.
    std::vector<Variation> variations() const;

 private:
    /// Hears what the module says at one port.
    struct Ear final : sim::LineCutter {
        Ear(VariationSurvey& its_survey, std::string its_port)
            : survey(its_survey), port(std::move(its_port)) {}
        sim::Cut cut(sim::Bytes sent) override {
            survey.on_said(port, sent);
            return {};
        }
        VariationSurvey& survey;
        std::string port;
    };

    void on_line(std::string_view line);
    void on_said(const std::string& port, sim::Bytes sent);
    void add_urcs(const std::vector<std::string>& urcs);
    void add_errors(const at::Row& row, at::Form form);
    void add_times(const at::Row* row);
    void add(std::string id, nlohmann::json what, std::string subject);

    /// What has to be done before the current event, or behind the boundary that was last.
    std::uint64_t event_before() const { return boundary_event_; }

    Vary vary_;
    sim::Boundary* boundary_ = nullptr;
    std::uint64_t boundary_event_ = 0;                         ///< over at the last boundary
    std::int64_t boundary_ns_ = 0;                             ///< when that was
    std::vector<std::string> interjections_;                   ///< possible at the last boundary
    std::deque<Ear> ears_;                                     ///< lines point to them
    std::string line_;                                         ///< that runs, or ran last
    bool is_answer_ = false;                                   ///< what is said next answers it
    bool has_spoken_ = false;                                  ///< since the last boundary
    std::uint32_t lines_ = 0;                                  ///< since the last boundary
    std::vector<std::pair<std::string, std::uint32_t>> said_;  ///< by port, since the last boundary
    std::size_t commands_ = 0;                                 ///< so far, of the whole run
    std::size_t outputs_ = 0;
    std::size_t places_ = 0;
    std::uint64_t last_place_ = UINT64_MAX;  ///< event of the last place for URCs
    std::vector<Variation> found_;
};

}  // namespace sara::tools
