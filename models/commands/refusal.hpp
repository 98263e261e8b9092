#pragma once

#include "models/at/reply.hpp"
#include "models/exclusion.hpp"

namespace sara::commands {

/// What a command answers that a running firmware download forbids.  [firmware-update 10]
at::Reply reply_of(Refusal refusal);

}  // namespace sara::commands
