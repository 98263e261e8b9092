#include "models/update/progress_steps.hpp"

namespace sara::update {

std::span<const std::uint8_t> ProgressSteps::advance(std::uint64_t done, std::uint64_t total) {
    const std::uint64_t percent = total == 0 ? 100 : done * 100 / total;
    const std::size_t before = reported_;
    while (next() <= percent) ++reported_;
    return steps_.subspan(before, reported_ - before);
}

}  // namespace sara::update
