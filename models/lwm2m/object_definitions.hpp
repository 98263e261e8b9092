#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace sara::lwm2m {

/// Type of a resource, as the OMA registry names it.  [OMA appendix C]
enum class ResourceType : std::uint8_t {
    String,
    Integer,
    Boolean,
    Float,
    Octets,
    Time,  ///< seconds since 1970
    Link,
    None  ///< of an executable resource
};

/// A resource of an object.
struct ResourceDefinition {
    std::uint16_t object;
    std::uint16_t id;
    std::string_view name;
    ResourceType type;
    std::string_view operations;  ///< letters of "RWE"; empty: no server may do anything
    bool multiple = false;

    bool may(char operation) const { return operations.find(operation) != operations.npos; }
};

/// Every resource of every object that the note lists, by object and id.  [lwm2m 4.2, 5]
std::span<const ResourceDefinition> resource_definitions();

/// nullptr if the object has no such resource.
const ResourceDefinition* find_resource(std::uint16_t object, std::uint16_t id);

}  // namespace sara::lwm2m
