#pragma once

#include "models/at/reply.hpp"
#include "models/at/settings.hpp"

namespace sara::commands {

/// What AT&V answers: the active profile and the stored one, two lines each.  Hosts look for the
/// line `ACTIVE PROFILE:` and for +IPR in the second line after it.  [at-syntax 2.1]
at::Reply view_profiles(const at::Settings& settings);

}  // namespace sara::commands
