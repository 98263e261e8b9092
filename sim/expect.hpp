#pragma once

#include <string_view>

namespace sara::sim {

/// Says on standard error what we believed, where, and aborts.
[[noreturn]] void expectation_failed(std::string_view condition, std::string_view why,
                                     std::string_view file, int line);

}  // namespace sara::sim

/// For our own mistakes only: never for what a user, a host or the modelled device does.
#define SARA_EXPECT(condition, why)                                               \
    do {                                                                          \
        if (!(condition)) [[unlikely]]                                            \
            ::sara::sim::expectation_failed(#condition, why, __FILE__, __LINE__); \
    } while (false)
