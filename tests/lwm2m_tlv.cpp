#include "tests/support/catch.hpp"

#include "models/lwm2m/tlv.hpp"

using namespace sara::lwm2m;

namespace {

using Octets = std::vector<std::uint8_t>;

const Path kDevice{.object = 3, .instance = 0};

Path resource(std::uint16_t id) {
    return {.object = 3, .instance = 0, .resource = id};
}
Path element(std::uint16_t id, std::uint16_t instance) {
    return {.object = 3, .instance = 0, .resource = id, .resource_instance = instance};
}

}  // namespace

TEST_CASE("Values go into TLV as OMA's example of /3/0 shows", "[lwm2m][tlv]") {
    const std::vector<Item> items = {
        {resource(2), std::string("345000123")}, {element(6, 0), std::int64_t{1}},
        {element(6, 1), std::int64_t{5}},        {element(7, 0), std::int64_t{3800}},
        {resource(9), std::int64_t{100}},        {resource(13), std::int64_t{1367491215}},
    };
    CHECK(encode_tlv(items) == Octets{0xC8, 2,   9,    '3',  '4',  '5',  '0',  '0',  '0', '1',
                                      '2',  '3', 0x86, 6,    0x41, 0,    1,    0x41, 1,   5,  // /6
                                      0x84, 7,   0x42, 0,    0x0E, 0xD8,                      // /7
                                      0xC1, 9,   0x64, 0xC4, 13,   0x51, 0x82, 0x42, 0x8F});
}

TEST_CASE("What went into TLV comes out again", "[lwm2m][tlv]") {
    const Value value =
        GENERATE(Value(std::int64_t{0}), Value(std::int64_t{-1}), Value(std::int64_t{86400}),
                 Value(std::int64_t{-70000}), Value(std::int64_t{1} << 40), Value(true), Value(2.5),
                 Value(std::string("http://x")), Value(Opaque(300, 7)), Value(ObjectLink{11, 0}));
    const Path path = GENERATE(resource(1), resource(30000), element(30000, 1));
    const std::vector<Item> items = {{path, value}};
    const auto back = decode_tlv(encode_tlv(items), kDevice);
    REQUIRE(back);
    REQUIRE(back->size() == 1);
    CHECK((*back)[0].path == path);
    CHECK(value_from_bytes((*back)[0].bytes, value) == value);
}

TEST_CASE("TLV that is cut off or stands in the wrong place is refused", "[lwm2m][tlv]") {
    const Octets bytes = GENERATE(Octets{0xC1}, Octets{0xC1, 9}, Octets{0xC8, 2, 9, '3'},
                                  Octets{0x41, 0, 1},           // an element without a resource
                                  Octets{0x03, 1, 0xC1, 9, 1},  // another instance
                                  Octets{0xE1, 9});
    CHECK_FALSE(decode_tlv(bytes, kDevice));
}

TEST_CASE("A resource of another type takes no value", "[lwm2m][tlv]") {
    CHECK_FALSE(value_from_bytes(Octets{1, 2, 3}, std::int64_t{0}));
    CHECK_FALSE(value_from_bytes(Octets{2}, false));
    CHECK_FALSE(value_from_bytes(Octets{1}, 0.5));
    CHECK_FALSE(value_from_bytes(Octets{1}, ObjectLink{}));
}
