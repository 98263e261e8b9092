#include "tools/sweep/point.hpp"

#include "sim/vocabulary.hpp"
#include "tools/bad_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sara::tools {

Places parse_places(std::string_view text) {
    using enum Places::Kind;
    constexpr std::string_view kEvery = "every:";
    if (text == "events") return {Events, {}};
    if (text == "flash-writes") return {FlashWrites, {}};
    if (text == "line-bytes") return {LineBytes, {}};
    if (text == "urcs") return {Urcs, {}};
    if (text == "anywhere") return {Anywhere, {}};
    if (text.starts_with(kEvery)) {
        const sim::Json length(std::string(text.substr(kEvery.size())));
        const auto every = sim::decode<sim::Duration>(length, sim::Place("--at"));
        if (every > sim::Duration{}) return {Every, every};
    }
    throw BadInput(
        fmt::format("--at: expected events, flash-writes, line-bytes, urcs, "
                    "anywhere or every:<time>, found '{}'",
                    text));
}

nlohmann::json Point::when() const {
    if (write) return {{"flash_write", *write}, {"torn", torn}};
    if (at_ns) return {{"at", sim::to_text(sim::Duration(*at_ns))}};
    if (record) {
        return {{"match", {{"record", {{"kind", sim::name_of(record->kind)}}}}},
                {"count", record->nth}};
    }
    if (event == 0) return {{"at", "0s"}};  // nothing is over yet
    return {{"event", event}};
}

std::vector<std::size_t> choose(const std::vector<Point>& points, std::size_t wanted) {
    std::vector<std::size_t> chosen;
    const std::size_t count = points.size();
    for (std::size_t i = 0; i < count; ++i) {
        const bool begins = i == 0 || points[i].phase != points[i - 1].phase;
        const bool ends = i + 1 == count || points[i].phase != points[i + 1].phase;
        // The i-th is taken if a multiple of count / wanted lies in it.
        const bool is_due = count <= wanted || i * wanted / count != (i + 1) * wanted / count;
        if (begins || ends || is_due) chosen.push_back(i);
    }
    return chosen;
}

}  // namespace sara::tools
