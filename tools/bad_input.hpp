#pragma once

#include <stdexcept>

namespace sara::tools {

/// The user gave something that cannot be used.  The text is one line: where, what is wrong, what
/// was expected.  Exit code 2.
class BadInput : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

}  // namespace sara::tools
