#include "tests/bench/memory.hpp"

#include <fmt/format.h>

#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>

namespace sara::bench {

double private_megabytes_of(pid_t process) {
    std::ifstream status(fmt::format("/proc/{}/status", process));
    for (std::string key; status >> key;) {
        double kibibytes = 0;
        if (key == "RssAnon:" && status >> kibibytes) return kibibytes * 1024 / 1e6;
        status.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    }
    throw std::runtime_error(fmt::format("no RssAnon of process {}", process));
}

}  // namespace sara::bench
