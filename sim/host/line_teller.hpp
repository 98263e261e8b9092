#pragma once

#include <string>
#include <string_view>

namespace sara::sim {

/// Hears every line that a host receives, read or not.
class LineObserver {
 public:
    virtual ~LineObserver() = default;

    /// A line is complete; without its CR and LF, never empty.
    virtual void on_line(std::string_view line) = 0;
};

/// Cuts what a host receives into lines, and tells each when its end has come.
class LineTeller {
 public:
    /// nullptr: nobody listens.
    explicit LineTeller(LineObserver* observer) : observer_(observer) {}

    void hear(std::string_view text);

 private:
    LineObserver* observer_;
    std::string line_;  ///< that is still growing
};

}  // namespace sara::sim
