#pragma once

#include "models/lwm2m/object_definitions.hpp"
#include "models/lwm2m/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sara::lwm2m {

// What both halves of Objects use.
inline constexpr std::uint16_t kSecurity = 0;
inline constexpr std::uint16_t kServer = 1;
inline constexpr std::uint16_t kFirmware = 5;
inline constexpr Path kUri{kFirmware, 0, 1};

/// Values of the NVM that are ours, e.g. "lwm2m/1/1/1".
inline constexpr std::string_view kNvmPrefix = "lwm2m";

/// Instances that the factory's list has not, and those it has and that were deleted:
/// "lwm2m instance /16/2" is "1" or "0".
inline constexpr std::string_view kNvmInstance = "lwm2m instance ";

inline std::string nvm_name(const Path& path) {
    return std::string(kNvmPrefix) + text_of(path);
}

inline Path instance_of(const Path& path) {
    return {path.object, path.instance};
}

/// A written value as the resource's type; nothing if it is of another one.
std::optional<Value> fitted(const Value& value, ResourceType type);

}  // namespace sara::lwm2m
