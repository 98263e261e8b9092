#include "tests/support/catch.hpp"

#include "models/lwm2m/coap_message.hpp"

using namespace sara::lwm2m;

namespace {

using Octets = std::vector<std::uint8_t>;

CoapMessage update_request() {
    CoapMessage message;
    message.code = CoapCode::Post;
    message.id = 0x1234;
    message.token = {0xAB};
    message.add(CoapOptionNumber::UriQuery, "lt=60").add_path(CoapOptionNumber::UriPath, "/rd/5");
    return message;
}

}  // namespace

TEST_CASE("A CoAP message goes on the wire as RFC 7252 draws it", "[lwm2m][coap]") {
    // Options by number, whatever the order in which they were added.
    CHECK(encode(update_request()) == Octets{0x41, 0x02, 0x12, 0x34, 0xAB, 0xB2, 'r', 'd', 0x01,
                                             '5', 0x45, 'l', 't', '=', '6', '0'});
    const auto back = decode_coap(encode(update_request()));
    REQUIRE(back);
    CHECK(back->path() == "/rd/5");
    CHECK(back->texts(CoapOptionNumber::UriQuery) == std::vector<std::string>{"lt=60"});
    CHECK(back->is_request());
}

TEST_CASE("Deltas and lengths extend to one and two bytes", "[lwm2m][coap]") {
    const std::size_t length = GENERATE(as<std::size_t>{}, 0, 12, 13, 268, 269, 700);
    const std::uint16_t number = GENERATE(as<std::uint16_t>{}, 1, 13, 268, 269, 2000, 65535);
    CoapMessage message;
    message.code = CoapCode::Content;
    message.options.push_back({number, Octets(length, 'x')});
    message.payload = {1, 2, 3};
    const auto back = decode_coap(encode(message));
    REQUIRE(back);
    CHECK(*back == message);
}

TEST_CASE("Numbers in options have no leading zeros", "[lwm2m][coap]") {
    const std::uint32_t value = GENERATE(0U, 1U, 255U, 256U, 11542U, 0xFFFFFFFFU);
    CoapMessage message;
    message.add(CoapOptionNumber::ContentFormat, value);
    CHECK((message.options[0].value.empty() || message.options[0].value[0] != 0));
    CHECK(message.number(CoapOptionNumber::ContentFormat) == value);
    CHECK_FALSE(message.number(CoapOptionNumber::Observe));
}

TEST_CASE("What is no CoAP message is refused", "[lwm2m][coap]") {
    const Octets bytes = GENERATE(Octets{}, Octets{0x40, 0x01, 0x00},                // too short
                                  Octets{0x00, 0x01, 0, 0},                          // version 0
                                  Octets{0x49, 1, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9},  // token of 9
                                  Octets{0x42, 1, 0, 0, 1},           // token cut off
                                  Octets{0x40, 1, 0, 0, 0xB5, 'r'},   // option cut off
                                  Octets{0x40, 1, 0, 0, 0xF0},        // reserved delta
                                  Octets{0x40, 1, 0, 0, 0xD0},        // extension missing
                                  Octets{0x40, 1, 0, 0, 0xFF},        // no payload after 0xFF
                                  Octets{0x40, 0, 0, 0, 0xB1, 'x'});  // empty, with an option
    CHECK_FALSE(decode_coap(bytes));
}

TEST_CASE("An answer carries id and token of its request", "[lwm2m][coap]") {
    const CoapMessage answer = answer_to(update_request(), CoapCode::Changed);
    CHECK(answer.type == CoapType::Acknowledgement);
    CHECK(answer.id == 0x1234);
    CHECK(answer.token == Octets{0xAB});
    CHECK(answer.is_success());
    CHECK(text_of(answer.code) == "2.04");
    CHECK(text_of(CoapCode::NotAllowed) == "4.05");
}
