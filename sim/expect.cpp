#include "sim/expect.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

namespace sara::sim {

void expectation_failed(std::string_view condition, std::string_view why, std::string_view file,
                        int line) {
    fmt::print(stderr, "{}:{}: expected {}: {}\n", file, line, condition, why);
    std::abort();
}

}  // namespace sara::sim
