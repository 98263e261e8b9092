#pragma once

#include <optional>
#include <string_view>

namespace sara::commands {

/// Which context a dial string asks for: `*99***<n>#`, `*99#` and `*99***#`, which mean the first;
/// a T or P before is allowed.  Nothing for any other number: there are no calls.
/// [TS 27.007 10.2.1.1; at-syntax 10]
std::optional<int> dialled_context(std::string_view text);

}  // namespace sara::commands
