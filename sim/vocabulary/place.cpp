#include "sim/vocabulary/place.hpp"

#include <fmt/format.h>

#include <utility>

namespace sara::sim {

namespace {

/// RFC 6901: `~` and `/` inside a key are written as ~0 and ~1.
std::string escaped(std::string_view key) {
    std::string text;
    for (const char c : key) {
        if (c == '~') {
            text += "~0";
        } else if (c == '/') {
            text += "~1";
        } else {
            text += c;
        }
    }
    return text;
}

}  // namespace

ScenarioError::ScenarioError(std::string_view file, std::string pointer, std::string problem)
    : std::runtime_error(
          fmt::format("{}: {}{}{}", file, pointer, pointer.empty() ? "" : ": ", problem)),
      pointer_(std::move(pointer)),
      problem_(std::move(problem)) {}

std::string_view Place::file() const {
    return parent_ == nullptr ? text_ : parent_->file();
}

std::string Place::pointer() const {
    if (parent_ == nullptr) return {};
    return parent_->pointer() + '/' + (is_element_ ? std::to_string(index_) : escaped(text_));
}

void Place::fail(std::string problem) const {
    throw ScenarioError(file(), pointer(), std::move(problem));
}

}  // namespace sara::sim
