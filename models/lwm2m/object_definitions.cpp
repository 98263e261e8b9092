#include "models/lwm2m/object_definitions.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace sara::lwm2m {

namespace {

using enum ResourceType;
constexpr bool kMany = true;

// clang-format off
constexpr auto kResources = std::to_array<ResourceDefinition>({
    // object id  name                          type     operations
    // Security 1.0: no server has access
    {0,  0,  "LwM2M Server URI",                String,  ""},
    {0,  1,  "Bootstrap Server",                Boolean, ""},
    {0,  2,  "Security Mode",                   Integer, ""},
    {0,  3,  "Public Key or Identity",          Octets,  ""},
    {0,  4,  "Server Public Key",               Octets,  ""},
    {0,  5,  "Secret Key",                      Octets,  ""},
    {0,  6,  "SMS Security Mode",               Integer, ""},
    {0,  7,  "SMS Binding Key Parameters",      Octets,  ""},
    {0,  8,  "SMS Binding Secret Key",          Octets,  ""},
    {0,  9,  "LwM2M Server SMS Number",         String,  ""},
    {0,  10, "Short Server ID",                 Integer, ""},
    {0,  11, "Client Hold Off Time",            Integer, ""},
    {0,  12, "Bootstrap Account Timeout",       Integer, ""},
    // Server
    {1,  0,  "Short Server ID",                 Integer, "R"},
    {1,  1,  "Lifetime",                        Integer, "RW"},
    {1,  2,  "Default Minimum Period",          Integer, "RW"},
    {1,  3,  "Default Maximum Period",          Integer, "RW"},
    {1,  4,  "Disable",                         None,    "E"},
    {1,  5,  "Disable Timeout",                 Integer, "RW"},
    {1,  6,  "Notification Storing",            Boolean, "RW"},
    {1,  7,  "Binding",                         String,  "RW"},
    {1,  8,  "Registration Update Trigger",     None,    "E"},
    {1,  10, "APN Link",                        Link,    "RW"},
    {1,  12, "Last Bootstrapped",               Time,    "R"},
    {1,  16, "Bootstrap on Failure",            Boolean, "R"},
    {1,  17, "Communication Retry Count",       Integer, "R"},
    {1,  18, "Communication Retry Timer",       Integer, "R"},
    {1,  30000, "vendor",                       Integer, "R",  kMany},
    // Access Control
    {2,  0,  "Object ID",                       Integer, "R"},
    {2,  1,  "Object Instance ID",              Integer, "R"},
    {2,  2,  "ACL",                             Integer, "RW", kMany},
    {2,  3,  "Access Control Owner",            Integer, "RW"},
    // Device
    {3,  0,  "Manufacturer",                    String,  "R"},
    {3,  1,  "Model Number",                    String,  "R"},
    {3,  2,  "Serial Number",                   String,  "R"},
    {3,  3,  "Firmware Version",                String,  "R"},
    {3,  4,  "Reboot",                          None,    "E"},
    {3,  5,  "Factory Reset",                   None,    "E"},
    {3,  6,  "Available Power Sources",         Integer, "R",  kMany},
    {3,  7,  "Power Source Voltage",            Integer, "R",  kMany},
    {3,  8,  "Power Source Current",            Integer, "R",  kMany},
    {3,  9,  "Battery Level",                   Integer, "R"},
    {3,  10, "Memory Free",                     Integer, "R"},
    {3,  11, "Error Code",                      Integer, "R",  kMany},
    {3,  12, "Reset Error Code",                None,    "E"},
    {3,  13, "Current Time",                    Time,    "RW"},
    {3,  14, "UTC Offset",                      String,  "RW"},
    {3,  15, "Timezone",                        String,  "RW"},
    {3,  16, "Supported Binding",               String,  "R"},
    {3,  17, "Device Type",                     String,  "R"},
    {3,  18, "Hardware Version",                String,  "R"},
    {3,  19, "Software Version",                String,  "R"},
    {3,  20, "Battery Status",                  Integer, "R"},
    {3,  21, "Memory Total",                    Integer, "R"},
    {3,  22, "ExtDevInfo",                      Link,    "R",  kMany},
    // Connectivity Monitoring
    {4,  0,  "Network Bearer",                  Integer, "R"},
    {4,  1,  "Available Network Bearer",        Integer, "R",  kMany},
    {4,  2,  "Radio Signal Strength",           Integer, "R"},
    {4,  3,  "Link Quality",                    Integer, "R"},
    {4,  4,  "IP Addresses",                    String,  "R",  kMany},
    {4,  5,  "Router IP Addresses",             String,  "R",  kMany},
    {4,  6,  "Link Utilization",                Integer, "R"},
    {4,  7,  "APN",                             String,  "R",  kMany},
    {4,  8,  "Cell ID",                         Integer, "R"},
    {4,  9,  "SMNC",                            Integer, "R"},
    {4,  10, "SMCC",                            Integer, "R"},
    // Firmware Update
    {5,  0,  "Package",                         Octets,  "W"},
    {5,  1,  "Package URI",                     String,  "RW"},
    {5,  2,  "Update",                          None,    "E"},
    {5,  3,  "State",                           Integer, "R"},
    {5,  5,  "Update Result",                   Integer, "R"},
    {5,  6,  "PkgName",                         String,  "R"},
    {5,  7,  "PkgVersion",                      String,  "R"},
    {5,  8,  "Firmware Update Protocol Support", Integer, "R", kMany},
    {5,  9,  "Firmware Update Delivery Method", Integer, "R"},
    // Location
    {6,  0,  "Latitude",                        Float,   "R"},
    {6,  1,  "Longitude",                       Float,   "R"},
    {6,  2,  "Altitude",                        Float,   "R"},
    {6,  3,  "Radius",                          Float,   "R"},
    {6,  4,  "Velocity",                        Octets,  "R"},
    {6,  5,  "Timestamp",                       Time,    "R"},
    {6,  6,  "Speed",                           Float,   "R"},
    // Connectivity Statistics
    {7,  0,  "SMS Tx Counter",                  Integer, "R"},
    {7,  1,  "SMS Rx Counter",                  Integer, "R"},
    {7,  2,  "Tx Data",                         Integer, "R"},
    {7,  3,  "Rx Data",                         Integer, "R"},
    {7,  4,  "Max Message Size",                Integer, "R"},
    {7,  5,  "Average Message Size",            Integer, "R"},
    {7,  6,  "Start",                           None,    "E"},
    {7,  7,  "Stop",                            None,    "E"},
    {7,  8,  "Collection Period",               Integer, "RW"},
    // Cellular Connectivity
    {10, 0,  "SMSC Address",                    String,  "RW"},
    {10, 1,  "Disable Radio Period",            Integer, "RW"},
    {10, 2,  "Module Activation Code",          String,  "RW"},
    {10, 3,  "Vendor Specific Extensions",      Link,    "R"},
    {10, 4,  "PSM Timer",                       Integer, "RW"},
    {10, 5,  "Active Timer",                    Integer, "RW"},
    {10, 6,  "Serving PLMN Rate Control",       Integer, "R"},
    {10, 7,  "eDRX Parameters for Iu Mode",     Octets,  "RW"},
    {10, 8,  "eDRX Parameters for WB-S1 Mode",  Octets,  "RW"},
    {10, 9,  "eDRX Parameters for NB-S1 Mode",  Octets,  "RW"},
    {10, 10, "eDRX Parameters for A/Gb Mode",   Octets,  "RW"},
    {10, 11, "Activated Profile Names",         Link,    "R",  kMany},
    // APN Connection Profile
    {11, 0,  "Profile Name",                    String,  "RW"},
    {11, 1,  "APN",                             String,  "RW"},
    {11, 2,  "Auto Select APN by Device",       Boolean, "RW"},
    {11, 3,  "Enable Status",                   Boolean, "RW"},
    {11, 4,  "Authentication Type",             Integer, "RW"},
    {11, 5,  "User Name",                       String,  "RW"},
    {11, 6,  "Secret",                          String,  "RW"},
    {11, 7,  "Reconnect Schedule",              String,  "RW"},
    {11, 8,  "Validity",                        String,  "RW", kMany},
    {11, 9,  "Connection Establishment Time",   Time,    "R",  kMany},
    {11, 10, "Connection Establishment Result", Integer, "R",  kMany},
    {11, 11, "Connection Establishment Reject Cause", Integer, "R", kMany},
    {11, 12, "Connection End Time",             Time,    "R",  kMany},
    {11, 13, "TotalBytesSent",                  Integer, "R"},
    {11, 14, "TotalBytesReceived",              Integer, "R"},
    {11, 15, "IP Address",                      String,  "RW", kMany},
    {11, 16, "Prefix Length",                   String,  "RW", kMany},
    {11, 17, "Subnet Mask",                     String,  "RW", kMany},
    {11, 18, "Gateway",                         String,  "RW", kMany},
    {11, 19, "Primary DNS Address",             String,  "RW", kMany},
    {11, 20, "Secondary DNS Address",           String,  "RW", kMany},
    {11, 21, "QCI",                             Integer, "R",  kMany},
    {11, 22, "Vendor Specific Extensions",      Link,    "R"},
    {11, 23, "TotalPacketsSent",                Integer, "R"},
    {11, 24, "PDN Type",                        Integer, "RW"},
    {11, 25, "APN Rate Control",                Integer, "R"},
    // Software Component
    {14, 0,  "Component Identity",              String,  "R"},
    {14, 1,  "Component Pack",                  Octets,  "R"},
    {14, 2,  "Component Version",               String,  "R"},
    {14, 3,  "Activate",                        None,    "E"},
    {14, 4,  "Deactivate",                      None,    "E"},
    {14, 5,  "Activation State",                Boolean, "R"},
    // DevCapMgmt
    {15, 0,  "Property",                        String,  "R"},
    {15, 1,  "Group",                           Integer, "R"},
    {15, 2,  "Description",                     String,  "R"},
    {15, 3,  "Attached",                        Boolean, "R"},
    {15, 4,  "Enabled",                         Boolean, "R"},
    {15, 5,  "opEnable",                        None,    "E"},
    {15, 6,  "opDisable",                       None,    "E",  kMany},
    {15, 7,  "NotifyEn",                        Boolean, "RW"},
    // Portfolio
    {16, 0,  "Identity",                        String,  "RW", kMany},
    {16, 1,  "GetAuthData",                     None,    "E"},
    {16, 2,  "AuthData",                        Octets,  "R",  kMany},
    {16, 3,  "AuthStatus",                      Integer, "R"},
    // CmdhPolicy
    {2048, 0, "Name",                           String,  "RW"},
    {2048, 1, "DefaultRule",                    Link,    "RW"},
    {2048, 2, "LimitRules",                     Link,    "RW", kMany},
    {2048, 3, "NetworkAccessECRules",           Link,    "RW", kMany},
    {2048, 4, "BufferRules",                    Link,    "RW", kMany},
    // Generic Sensor
    {3300, 5601, "Min Measured Value",          Float,   "R"},
    {3300, 5602, "Max Measured Value",          Float,   "R"},
    {3300, 5603, "Min Range Value",             Float,   "R"},
    {3300, 5604, "Max Range Value",             Float,   "R"},
    {3300, 5605, "Reset Min and Max",           None,    "E"},
    {3300, 5700, "Sensor Value",                Float,   "R"},
    {3300, 5701, "Sensor Units",                String,  "R"},
    {3300, 5750, "Application Type",            String,  "RW"},
    {3300, 5751, "Sensor Type",                 String,  "R"},
    // HostDeviceInfo
    {10241, 5905, "Host Device Manufacturer",   String,  "R",  kMany},
    {10241, 5906, "Host Device Model",          String,  "R",  kMany},
    {10241, 5907, "Host Device Unique ID",      String,  "R",  kMany},
    {10241, 5908, "Host Device Software Version", String, "R", kMany},
    // Interval Data Delivery
    {10262, 0, "Name",                          String,  "RW"},
    {10262, 1, "Interval Data Links",           Link,    "RW", kMany},
    {10262, 2, "Latest Payload",                Octets,  "R",  kMany},
    {10262, 3, "Schedule",                      Link,    "RW"},
    // AT&T Connectivity Extension
    {10308, 1, "ICCID",                         String,  "R"},
    {10308, 2, "IMSI",                          String,  "R"},
    {10308, 3, "MSISDN",                        String,  "RW"},
    {10308, 4, "APN Retries",                   Integer, "RW"},
    {10308, 5, "APN Retry Period",              Integer, "RW"},
    {10308, 6, "APN Retry Back-Off Period",     Integer, "RW"},
    {10308, 7, "SINR",                          Integer, "R"},
    {10308, 8, "SRXLEV",                        Integer, "R"},
    {10308, 9, "CE Mode",                       String,  "R"},
});
// clang-format on

constexpr auto key_of(const ResourceDefinition& row) {
    return std::tuple(row.object, row.id);
}
static_assert(std::ranges::is_sorted(kResources, {}, key_of), "rows go by object, then by id");

}  // namespace

std::span<const ResourceDefinition> resource_definitions() {
    return kResources;
}

const ResourceDefinition* find_resource(std::uint16_t object, std::uint16_t id) {
    const auto row = std::ranges::lower_bound(kResources, std::tuple(object, id), {}, key_of);
    const bool found = row != kResources.end() && key_of(*row) == std::tuple(object, id);
    return found ? &*row : nullptr;
}

}  // namespace sara::lwm2m
