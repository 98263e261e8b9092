#pragma once

#include "models/lwm2m/value.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::lwm2m {

/// What +ULWM2MREAD prints: {"bn":"/1/1/","e":[{"n":"0","v":721},...]}, without a blank.  A
/// resource that was read alone has its id in both bn and n.  [lwm2m 6; R01 2.5, Table 3]
std::string json_of(const Path& base, std::span<const Item> items);

/// What +ULWM2MWRITE takes: the same form, with or without the slash at the end of bn, inner quotes
/// bare (R01) or behind a backslash (R03).  Nothing if it is not of that form.  [lwm2m 6]
std::optional<std::vector<Item>> items_of_json(std::string_view text);

/// The bytes of a base64 text; nothing if it is none.  [OMA JSON]
std::optional<Opaque> opaque_of(std::string_view base64);

/// A value alone, as the NVM keeps it: {"v":604800}.
std::string json_of(const Value& value);
std::optional<Value> value_of_json(std::string_view text);

}  // namespace sara::lwm2m
