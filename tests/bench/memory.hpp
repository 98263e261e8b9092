#pragma once

#include <sys/types.h>

namespace sara::bench {

/// Memory that a process has for itself: resident pages that no file backs, in MB of 10^6 bytes.
/// Throws std::runtime_error if the system does not say.
double private_megabytes_of(pid_t process);

}  // namespace sara::bench
