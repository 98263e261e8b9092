#pragma once

#include "sim/time.hpp"
#include "sim/trace.hpp"

#include <string>

namespace sara::tools {

/// Finds out whether a device is there by asking AT until it says OK, or until it asks for an
/// Xmodem transfer.  What else it says meanwhile is kept for the host; the questions and their
/// answers are not.
class ReadinessProbe {
 public:
    /// From now on it is not known.
    void begin(sim::Time now);

    bool is_ready() const { return stage_ == Stage::Known; }

    /// What to do now, and what of the bytes that were heard is for the host.
    struct Turn {
        bool asks;  ///< AT is to be sent
        std::string heard;
    };
    Turn take(sim::Time now, sim::Bytes heard);

 private:
    enum class Stage { Idle, Asking, Settling, Known };

    bool asks_for_transfer() const;
    std::string without_answers() const;

    Stage stage_ = Stage::Idle;
    std::string heard_;
    sim::Time next_{};  ///< to ask again; when settling, the end of it
};

}  // namespace sara::tools
