#pragma once

namespace sara::tools {

/// What the program tells its caller.  A command that ends with another code than kDone throws
/// CLI::RuntimeError(code).  [design/cli.md]
inline constexpr int kDone = 0;      ///< done, all passed
inline constexpr int kFailed = 1;    ///< a scenario or sweep failed
inline constexpr int kBadInput = 2;  ///< one line on standard error says what, where, what else
inline constexpr int kInvalid = 3;   ///< no failure, but a fault did not strike or did not show

}  // namespace sara::tools
