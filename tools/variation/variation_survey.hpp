#pragma once

#include "models/at/catalogue.hpp"
#include "models/at/command.hpp"
#include "sim/line.hpp"
#include "sim/trace.hpp"
#include "sim/twin.hpp"
#include "tools/variation/variation.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::tools {

/// From where a case counts: lines, and what the module says.
enum class Origin {
    LastEvent,  ///< of a run that is the same each time
    Start       ///< of one that is not: a program is its host
};

/// Follows an undisturbed run and notes every way in which the module could have said what it said
/// otherwise.
class VariationSurvey final : public sim::TraceSink {
 public:
    VariationSurvey(Vary vary, Origin origin) : vary_(vary), origin_(origin) {}

    /// Before the first event.
    void follow(sim::Kernel& kernel, sim::Twin& twin);

    /// Between events: after each one, if that is what cases count from.
    void look();

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
    enum class Beside { Speech, Answer };
    void add_urcs(Beside beside);
    void add_errors(const at::Row& row, at::Form form);
    void add_times(const at::Row* row);
    void add(std::string id, nlohmann::json what, std::string subject,
             std::optional<Counted> behind = {});

    Vary vary_;
    Origin origin_;
    sim::Kernel* kernel_ = nullptr;
    sim::Twin* twin_ = nullptr;
    std::uint64_t boundary_event_ = 0;                         ///< over at the last look
    std::int64_t boundary_ns_ = 0;                             ///< when that was
    std::vector<std::string> interjections_;                   ///< possible at the last look
    std::deque<Ear> ears_;                                     ///< lines point to them
    std::string line_;                                         ///< that runs, or ran last
    bool is_answer_ = false;                                   ///< what is said next answers it
    bool has_spoken_ = false;                                  ///< since the last look
    std::uint32_t lines_ = 0;                                  ///< since the origin
    std::vector<std::pair<std::string, std::uint32_t>> said_;  ///< by port, since the origin
    std::size_t commands_ = 0;                                 ///< so far, of the whole run
    std::uint32_t tx_ = 0;                                     ///< of the whole run
    std::size_t outputs_ = 0;
    std::size_t places_ = 0;
    std::uint64_t last_place_ = UINT64_MAX;  ///< event of the last place for URCs
    std::vector<Variation> found_;
};

}  // namespace sara::tools
