#include "tools/exploration/distribution.hpp"

#include "sim/scenario/fault.hpp"
#include "sim/vocabulary.hpp"
#include "tools/bad_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>

namespace sara::tools {

namespace {

using nlohmann::json;

// Half of the faults take the module's power, its reset or its cable: what happens most on a bench
// and in the field.  Lengths lie on both sides of the module's limits: pulses of RESET_N and PWR_ON
// [module-behaviour 2], 20 s of +UDWNFILE, 109 s of firmware update mode, ten minutes of uFOTA.
constexpr const char* kUsual = R"([
    {"weight": 20, "what": {"power_loss": {"for": ["1s", "5s", "1min", "1h"]}}},
    {"weight": 6,  "what": {"vcc_dip": {"for": ["1ms", "10ms", "200ms"]}}},
    {"weight": 8,  "what": {"reset": {"for": ["100ms", "1s", "20s"]}}},
    {"weight": 6,  "what": {"pwr_on": {"for": ["50ms", "500ms", "2s", "10s", "25s"]}}},
    {"weight": 10, "what": {"cable_detach": {"wires": ["both", "to_module", "to_host"], "for": ["10ms", "1s", "30s", "3min"]}}},
    {"weight": 6,  "what": {"line_noise": {"bit_errors": [0.00001, 0.001, 0.05], "burst": [1, 8], "for": ["1s", "10s", "1min"]}}},
    {"weight": 4,  "what": {"line_noise": {"dropped": [0.0001, 0.01], "duplicated": [0, 0.01], "for": ["1s", "10s", "1min"]}}},
    {"weight": 4,  "what": {"baud_mismatch": {"baud": [9600, 57600, 117000, 230400, 3000000], "for": ["100ms", "10s"]}}},
    {"weight": 6,  "what": {"host_stall": {"for": ["1s", "25s", "2min"]}}},
    {"weight": 3,  "what": {"line_split": {"nth": [1, 2, 5], "at": [1, 2, 7], "pause": ["10ms", "1s"]}}},
    {"weight": 9,  "what": {"coverage_loss": {"for": ["5s", "30s", "5min", "11min"]}}},
    {"weight": 3,  "what": {"cell_rejection": {"cause": [3, 8, 15, 22], "for": ["1min", "20min"]}}},
    {"weight": 3,  "what": {"sim_removal": {"for": ["1s", "1min"]}}},
    {"weight": 3,  "what": {"dns_failure": {"for": ["10s", "10min"]}}},
    {"weight": 3,  "what": {"server_fault": {"status": [403, 404, 500, 550], "for": ["10s", "10min"]}}},
    {"weight": 3,  "what": {"server_fault": {"cut_after": [0, 1, 1000, 100000], "for": ["10s", "10min"]}}},
    {"weight": 2,  "what": {"server_fault": {"rate": [300, 9600], "for": ["10s", "10min"]}}},
    {"weight": 2,  "what": {"server_fault": {"wrong": true, "for": ["10s", "10min"]}}},
    {"weight": 4,  "what": {"flash_write_failure": {"region": ["nvm", "fs_meta", "files", "foat", "image", "staging", "sms"], "for": ["1s", "1min"]}}},
    {"weight": 3,  "what": {"worn_sector": {"region": ["files", "foat", "image", "staging"], "sector": [0, 1, 7, 31]}}},
    {"weight": 2,  "what": {"low_ram": {"for": ["1min", "1h"]}}},
    {"weight": 2,  "what": {"over_temperature": {"celsius": [-45, 80, 100], "for": ["10s", "10min"]}}}
])";

/// Each list in it gives one of its values: the one that `pick` says, of so many.
template <class Pick>
json picked(const json& pattern, const Pick& pick) {
    if (pattern.is_array()) return pattern[pick(pattern.size())];
    if (!pattern.is_object()) return pattern;
    json result = json::object();
    for (const auto& [key, value] : pattern.items()) result[key] = picked(value, pick);
    return result;
}

/// Complains unless it is a fault whatever is drawn: each value of each list is tried.
void check(const json& pattern, const sim::Place& place, const sim::World& world) {
    std::size_t longest = 1;
    for (std::size_t n = 0; n < longest; ++n) {
        const json one = picked(pattern, [&](std::size_t size) {
            if (size == 0) place.fail("an empty list; expected one of values");
            longest = std::max(longest, size);
            return n % size;
        });
        static_cast<void>(sim::decode_fault_kind(one, place, world));
    }
}

}  // namespace

Distribution::Distribution(const json& rows, const std::string& where, const sim::World& world) {
    if (!rows.is_array() || rows.empty())
        throw BadInput(where + ": expected a list of objects with \"weight\" and \"what\"");
    const sim::Place list(where);
    for (const json& row : rows) {
        const bool is_row = row.is_object() && row.size() == 2 && row.contains("what") &&
                            row["what"].is_object() && row["what"].size() == 1 &&
                            row.contains("weight") && row["weight"].is_number_unsigned();
        if (!is_row)
            throw BadInput(fmt::format(
                "{}/{}: expected \"weight\", a whole number, and \"what\", a fault; found {}",
                where, rows_.size(), row.dump()));
        check(row["what"], sim::Place(sim::Place(list, rows_.size()), "what"), world);
        rows_.push_back({row["weight"].get<std::uint64_t>(), row["what"]});
        total_ += rows_.back().weight;
    }
    if (total_ == 0) throw BadInput(where + ": no row has a weight above 0");
}

json Distribution::usual() {
    return json::parse(kUsual);
}

Distribution Distribution::load(const std::string& path, const sim::World& world) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw BadInput(path + ": cannot be read");
    const json rows = json::parse(in, nullptr, false);
    if (rows.is_discarded()) throw BadInput(path + ": no JSON");
    return {rows, path, world};
}

json Distribution::draw(sim::Random& random) const {
    std::uint64_t left = random.below(total_);
    for (const Row& row : rows_) {
        if (left < row.weight) {
            return picked(row.what, [&](std::size_t size) {
                return static_cast<std::size_t>(random.below(size));
            });
        }
        left -= row.weight;
    }
    return {};  // not reached: the weights add up to the total
}

std::vector<std::string> Distribution::kinds() const {
    std::vector<std::string> kinds;
    for (const Row& row : rows_) {
        const std::string& kind = row.what.begin().key();
        if (std::ranges::find(kinds, kind) == kinds.end()) kinds.push_back(kind);
    }
    return kinds;
}

}  // namespace sara::tools
