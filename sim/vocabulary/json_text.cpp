#include "sim/vocabulary/json_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace sara::sim {

namespace {

/// Follows the parser through the document and refuses a key that stands twice.
class DuplicateKeys {
 public:
    explicit DuplicateKeys(std::string_view file) : file_(file) {}

    bool operator()(int /*depth*/, Json::parse_event_t event, const Json& parsed) {
        switch (event) {
            case Json::parse_event_t::object_start:
            case Json::parse_event_t::array_start:
                levels_.emplace_back();
                break;
            case Json::parse_event_t::key:
                enter(parsed.get_ref<const std::string&>());
                break;
            case Json::parse_event_t::object_end:
            case Json::parse_event_t::array_end:
                levels_.pop_back();
                [[fallthrough]];
            case Json::parse_event_t::value:
                if (!levels_.empty()) ++levels_.back().elements;
                break;
        }
        return true;
    }

 private:
    /// An object or array the parser is in.
    struct Level {
        std::set<std::string> keys;  ///< of an object
        std::string key;             ///< of an object: the latest
        std::size_t elements = 0;
    };

    void enter(const std::string& key) {
        levels_.back().key = key;
        if (!levels_.back().keys.insert(key).second) fail(0, Place(file_));
    }

    /// Spells out the place of the latest key, one level at a time.
    [[noreturn]] void fail(std::size_t depth, const Place& place) const {
        if (depth == levels_.size()) place.fail("this key stands twice in its object");
        const Level& level = levels_[depth];
        if (level.keys.empty()) fail(depth + 1, Place(place, level.elements));
        fail(depth + 1, Place(place, level.key));
    }

    std::string_view file_;
    std::vector<Level> levels_;
};

/// Line and column of a byte, both from 1.
std::string position(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, byte);
    const auto line = 1 + std::ranges::count(before, '\n');
    const std::size_t start = before.rfind('\n') + 1;  // npos + 1 is 0
    return fmt::format("line {}, column {}", line, before.size() - start + 1);
}

/// The parser's own words about what it found, without its number and position.
std::string complaint(std::string_view what) {
    const std::size_t from = what.find(" - ");
    const std::size_t to = what.find("; last read");
    if (from == std::string_view::npos) return std::string(what);
    return std::string(what.substr(from + 3, to == std::string_view::npos ? to : to - from - 3));
}

}  // namespace

Json parse_json(std::string_view text, std::string_view file) {
    try {
        return Json::parse(text, DuplicateKeys(file));
    } catch (const Json::parse_error& error) {
        const std::size_t byte = error.byte == 0 ? 0 : error.byte - 1;
        Place(file).fail(
            fmt::format("{}: not JSON: {}", position(text, byte), complaint(error.what())));
    } catch (const Json::out_of_range& error) {
        Place(file).fail(std::string("not JSON: ") + error.what());
    }
}

}  // namespace sara::sim
