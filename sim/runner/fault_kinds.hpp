#pragma once

#include "sim/line_noise.hpp"
#include "sim/line_split.hpp"
#include "sim/runner/host_stall.hpp"
#include "sim/scenario/fault.hpp"
#include "sim/twin.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sara::sim {

/// Where a fault strikes: what it may touch, and what it keeps until it is over.
struct FaultSite {
    Kernel& kernel;
    Twin& twin;
    StallingHost* host = nullptr;  ///< nobody who could stall, if null
    std::string stream = {};       ///< name of its random numbers
    bool is_over = false;

    std::unique_ptr<LineNoise> to_module = {};
    std::unique_ptr<LineNoise> to_host = {};
    std::unique_ptr<LineSplitter> splitter = {};
    std::optional<LineSettings> before = {};  ///< what the host's end had
};

/// What a kind of fault does, undoes, and how one sees that it did: a row of the table.
struct FaultRow {
    std::string_view name;
    bool (*is)(const FaultKind& kind);
    void (*begin)(FaultSite& site, const FaultKind& kind);
    void (*undo)(FaultSite& site, const FaultKind& kind);
    std::optional<Duration> (*length)(const FaultKind& kind);
    bool (*shows)(const FaultSite& site, const FaultKind& kind, const Record& record);
};

/// The row of the member that is set.
const FaultRow& row_of(const FaultKind& kind);

/// "power_loss", or the name that a world gives its own.
std::string_view name_of(const FaultKind& kind);

}  // namespace sara::sim
