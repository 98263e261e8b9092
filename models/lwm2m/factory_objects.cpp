#include "models/lwm2m/factory_objects.hpp"

#include <array>

namespace sara::lwm2m {

namespace {

// clang-format off
// FW 02.05  [R01 2.5]
constexpr auto kList00B = std::to_array<Path>({
    {1, 1}, {1, 2},
    {2, 1}, {2, 2}, {2, 3}, {2, 4}, {2, 5}, {2, 6}, {2, 7}, {2, 8}, {2, 9}, {2, 10}, {2, 11}, {2, 12},
    {2, 13}, {2, 14}, {2, 15}, {2, 16}, {2, 17}, {2, 18}, {2, 0},
    {3, 0}, {4, 0}, {5, 0}, {6}, {7, 0}, {10},
    {11, 1}, {11, 0},
    {14, 1}, {14, 2}, {14, 3}, {14, 4}, {14, 5}, {14, 6}, {14, 7}, {14, 0},
    {15}, {16, 0},
    {33056}, {10241}, {2048, 0}, {3300}, {33053, 0}, {10262},
    {0, 1}, {0, 2},
});

// Later firmware  [R03 3.6]
constexpr auto kList01B = std::to_array<Path>({
    {1, 10},
    {2, 1}, {2, 2}, {2, 3}, {2, 4}, {2, 5}, {2, 6}, {2, 7}, {2, 8}, {2, 9}, {2, 10}, {2, 11}, {2, 0},
    {3, 0}, {4, 0}, {5, 0}, {7, 0},
    {11, 1}, {11, 2}, {11, 3}, {11, 4}, {11, 0},
    {14, 0}, {16, 0}, {10308},
    {0, 10},
});

constexpr std::nullopt_t kEach = std::nullopt;  // every instance of the object
constexpr std::nullopt_t kOne = std::nullopt;   // not multiple
constexpr Live kLive{};

// /1 of FW 02.05, as R01 2.5 prints it.
constexpr auto kServer00B = std::to_array<FactoryRow>({
    {1, kEach, 0,     kOne, kLive},
    {1, kEach, 1,     kOne, 86400},
    {1, kEach, 2,     kOne, 10},
    {1, kEach, 3,     kOne, 60},
    {1, kEach, 5,     kOne, 86400},
    {1, kEach, 6,     kOne, false},
    {1, kEach, 7,     kOne, "UQ"},
    {1, kEach, 30000, 1,    30},
    {1, kEach, 30000, 0,    0},
});

// /1 of later firmware, as R03 3.6 prints it.
constexpr auto kServer01B = std::to_array<FactoryRow>({
    {1, kEach, 0,     kOne, kLive},
    {1, kEach, 1,     kOne, 86400},
    {1, kEach, 2,     kOne, 10},
    {1, kEach, 3,     kOne, 60},
    {1, kEach, 5,     kOne, 86400},
    {1, kEach, 6,     kOne, false},
    {1, kEach, 7,     kOne, "UQS"},
    {1, kEach, 10,    kOne, ObjectLink{11, 0}},
    {1, kEach, 30000, 1,    30},
    {1, kEach, 30000, 0,    0},
    {1, kEach, 12,    kOne, 0},
    {1, kEach, 18,    kOne, 30},
    {1, kEach, 17,    kOne, 4},
    {1, kEach, 16,    kOne, false},
});

// All other objects but /0, which nobody may read.  Values without a tag [assumed].
constexpr auto kOthers = std::to_array<FactoryRow>({
    // Access control: each of the instances has one, all rights to the uFOTA server.
    {2,  kEach, 0,  kOne, kLive},
    {2,  kEach, 1,  kOne, kLive},
    {2,  kEach, 2,  721,  31},
    {2,  kEach, 3,  kOne, 721},
    // Device
    {3,  0, 0,  kOne, "u-blox"},     // [lwm2m 4.2]
    {3,  0, 1,  kOne, kLive},
    {3,  0, 2,  kOne, kLive},
    {3,  0, 3,  kOne, kLive},
    {3,  0, 6,  0,    1},
    {3,  0, 7,  0,    3800},
    {3,  0, 10, kOne, kLive},
    {3,  0, 11, 0,    0},            // no error
    {3,  0, 13, kOne, kLive},
    {3,  0, 14, kOne, kLive},
    {3,  0, 15, kOne, ""},
    {3,  0, 16, kOne, kLive},
    {3,  0, 17, kOne, "module"},
    {3,  0, 18, kOne, kLive},
    {3,  0, 19, kOne, kLive},
    {3,  0, 21, kOne, kLive},
    // Connectivity monitoring
    {4,  0, 0,  kOne, kLive},
    {4,  0, 1,  0,    kLive},
    {4,  0, 2,  kOne, kLive},
    {4,  0, 3,  kOne, kLive},
    {4,  0, 4,  0,    kLive},
    {4,  0, 7,  0,    kLive},
    {4,  0, 8,  kOne, kLive},
    {4,  0, 9,  kOne, kLive},
    {4,  0, 10, kOne, kLive},
    // Firmware update
    {5,  0, 1,  kOne, kLive},
    {5,  0, 3,  kOne, kLive},
    {5,  0, 5,  kOne, kLive},
    {5,  0, 6,  kOne, ""},
    {5,  0, 7,  kOne, ""},
    {5,  0, 8,  0,    2},            // HTTP 1.1   [R01 2.1]
    {5,  0, 8,  1,    3},            // HTTPS 1.1  [R01 2.1]
    {5,  0, 9,  kOne, 0},            // pull only  [R01 2.1]
    // Connectivity statistics
    {7,  0, 0,  kOne, kLive},
    {7,  0, 1,  kOne, kLive},
    {7,  0, 2,  kOne, kLive},
    {7,  0, 3,  kOne, kLive},
    {7,  0, 8,  kOne, 0},
    // Cellular connectivity, of whatever instance is created
    {10, kEach, 4,  kOne, kLive},
    {10, kEach, 5,  kOne, kLive},
    {10, kEach, 8,  kOne, kLive},
    {10, kEach, 9,  kOne, kLive},
    // APN connection profiles: instance n is that of cid n, 0 that of cid 1's bearer
    {11, kEach, 0,  kOne, kLive},
    {11, kEach, 1,  kOne, kLive},
    {11, kEach, 3,  kOne, kLive},
    {11, kEach, 4,  kOne, 3},        // none
    {11, kEach, 24, kOne, kLive},
    // Software components: the modem's firmware, and what else the image has
    {14, kEach, 0,  kOne, "modem"},
    {14, kEach, 2,  kOne, kLive},
    {14, kEach, 5,  kOne, true},
    // Portfolio: the host says who it is
    {16, 0, 0,  0,    ""},
    {16, 0, 0,  1,    ""},
    {16, 0, 0,  2,    ""},
    {16, 0, 0,  3,    ""},
    {16, 0, 3,  kOne, 0},
    // CmdhPolicy
    {2048, 0, 0, kOne, ""},
});
// clang-format on

}  // namespace

std::span<const Path> factory_list(products::Generation generation) {
    if (generation == products::Generation::B01) return kList01B;
    return kList00B;
}

std::vector<FactoryRow> factory_rows(products::Generation generation) {
    const bool is_01b = generation == products::Generation::B01;
    std::vector<FactoryRow> rows(kOthers.begin(), kOthers.end());
    if (is_01b) {
        rows.insert(rows.begin(), kServer01B.begin(), kServer01B.end());
    } else {
        rows.insert(rows.begin(), kServer00B.begin(), kServer00B.end());
    }
    return rows;
}

std::uint16_t ufota_instance(products::Generation generation) {
    return generation == products::Generation::B01 ? 10 : 1;
}

}  // namespace sara::lwm2m
