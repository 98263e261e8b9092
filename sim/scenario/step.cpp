#include "sim/scenario/step.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sara::sim {

std::optional<LineMatch> ExpectStep::as_line() const {
    if (text || bytes) return std::nullopt;
    return LineMatch{line, prefix, contains, regex};
}

namespace {

const Json* find(const Json& document, const std::string& pointer) {
    const Json::json_pointer place(pointer);
    return document.contains(place) ? &document.at(place) : nullptr;
}

bool contains_text(const Json& value, const std::string& wanted) {
    if (value.is_string())
        return value.get_ref<const std::string&>().find(wanted) != std::string::npos;
    return value.is_array() && std::find(value.begin(), value.end(), Json(wanted)) != value.end();
}

/// What the check asks for, and whether the value there satisfies it.
struct Verdict {
    std::string wanted;
    bool holds;
};

Verdict judge(const InspectStep& check, const Json* found) {
    if (check.exists)
        return {*check.exists ? "something" : "nothing", (found != nullptr) == *check.exists};
    if (check.equals) return {check.equals->dump(), found != nullptr && *found == *check.equals};
    if (check.differs) {
        return {"anything but " + check.differs->dump(),
                found != nullptr && *found != *check.differs};
    }
    const bool is_number = found != nullptr && found->is_number();
    if (check.at_least) {
        return {fmt::format("at least {}", *check.at_least),
                is_number && found->get<double>() >= *check.at_least};
    }
    if (check.at_most) {
        return {fmt::format("at most {}", *check.at_most),
                is_number && found->get<double>() <= *check.at_most};
    }
    const std::string wanted = check.contains.value_or("");
    return {fmt::format("something with \"{}\"", wanted),
            found != nullptr && contains_text(*found, wanted)};
}

}  // namespace

std::optional<Miss> InspectStep::refutation(const Json& document) const {
    const Json* found = find(document, pointer);
    const Verdict verdict = judge(*this, found);
    if (verdict.holds) return std::nullopt;
    return Miss{fmt::format("{} at {}", verdict.wanted, pointer),
                found == nullptr ? "nothing there" : found->dump()};
}

}  // namespace sara::sim
