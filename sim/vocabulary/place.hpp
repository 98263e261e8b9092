#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sara::sim {

/// A file a user wrote is malformed: thrown where it is read, caught once in `main`, exit code 2.
/// `what()` is one line: file, JSON pointer, what is wrong.
class ScenarioError : public std::runtime_error {
 public:
    ScenarioError(std::string_view file, std::string pointer, std::string problem);

    const std::string& pointer() const { return pointer_; }
    const std::string& problem() const { return problem_; }

 private:
    std::string pointer_;
    std::string problem_;
};

/// Where a value stands in a document.  Lives on the stack on the way down; the JSON pointer is
/// only spelled out when something is wrong.
class Place {
 public:
    explicit Place(std::string_view file) : text_(file) {}
    Place(const Place& parent, std::string_view key) : parent_(&parent), text_(key) {}
    Place(const Place& parent, std::size_t index)
        : parent_(&parent), index_(index), is_element_(true) {}

    std::string_view file() const;

    /// RFC 6901, "" for the document itself.
    std::string pointer() const;

    /// Throws a ScenarioError about this place.
    [[noreturn]] void fail(std::string problem) const;

 private:
    const Place* parent_ = nullptr;
    std::string_view text_;  ///< key; of the document itself: its file
    std::size_t index_ = 0;
    bool is_element_ = false;
};

}  // namespace sara::sim
