#pragma once

#include <cstddef>
#include <string>

namespace sara::tools {

/// One of several machines that share the work: every `of`-th piece, beginning with `index`.
struct Shard {
    std::size_t index = 0;  ///< from 0
    std::size_t of = 1;

    bool has(std::size_t piece) const { return piece % of == index; }
    bool operator==(const Shard&) const = default;
};

/// "2/3" is the second of three.  "auto" is what the variables of a CI system say: CI_NODE_INDEX
/// of CI_NODE_TOTAL (GitLab), SLURM_ARRAY_TASK_ID of
/// SLURM_ARRAY_TASK_COUNT, JOB_COMPLETION_INDEX of R5SIM_SHARDS (Kubernetes); without them, the
/// whole. Throws BadInput.
Shard parse_shard(const std::string& text);

}  // namespace sara::tools
