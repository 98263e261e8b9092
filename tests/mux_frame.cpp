#include "models/mux/control.hpp"
#include "models/mux/frame.hpp"
#include "tests/support/catch.hpp"

#include <initializer_list>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::mux;

namespace {

std::string bytes(std::initializer_list<int> list) {
    std::string text;
    for (const int byte : list) text += static_cast<char>(byte);
    return text;
}

std::vector<Frame> parsed(std::string_view text, std::size_t max_info = 1509) {
    FrameParser parser;
    parser.start(max_info);
    std::vector<Frame> frames;
    for (const std::uint8_t byte : sim::as_bytes(text)) {
        if (auto frame = parser.on_byte(byte)) frames.push_back(*frame);
    }
    return frames;
}

std::vector<std::uint8_t> info(std::string_view text) {
    const sim::Bytes view = sim::as_bytes(text);
    return {view.begin(), view.end()};
}

struct Printed {
    Frame frame;
    std::string wire;
};

// As the reference prints them, checked against what hosts send.  [at-syntax 9]
const std::vector<Printed> kPrinted = {
    {{.type = FrameType::Sabm, .dlci = 0, .cr = true, .pf = true},
     bytes({0xF9, 0x03, 0x3F, 0x01, 0x1C, 0xF9})},
    {{.type = FrameType::Sabm, .dlci = 1, .cr = true, .pf = true},
     bytes({0xF9, 0x07, 0x3F, 0x01, 0xDE, 0xF9})},
    {{.type = FrameType::Sabm, .dlci = 4, .cr = true, .pf = true},
     bytes({0xF9, 0x13, 0x3F, 0x01, 0x96, 0xF9})},
    {{.type = FrameType::Ua, .dlci = 2, .cr = true, .pf = true},
     bytes({0xF9, 0x0B, 0x73, 0x01, 0x92, 0xF9})},
    {{.type = FrameType::Ua, .dlci = 3, .cr = true, .pf = true},
     bytes({0xF9, 0x0F, 0x73, 0x01, 0x50, 0xF9})},
    {{.type = FrameType::Dm, .dlci = 1, .cr = true, .pf = true},
     bytes({0xF9, 0x07, 0x1F, 0x01, 0xF4, 0xF9})},
    {{.type = FrameType::Disc, .dlci = 2, .cr = true, .pf = true},
     bytes({0xF9, 0x0B, 0x53, 0x01, 0xB8, 0xF9})},
    {{.dlci = 1, .cr = true, .info = info("AT\r")},
     bytes({0xF9, 0x07, 0xEF, 0x07, 0x41, 0x54, 0x0D, 0xD3, 0xF9})},
    {{.dlci = 1, .info = info("\r\nOK\r\n")},
     bytes({0xF9, 0x05, 0xEF, 0x0D, 0x0D, 0x0A, 0x4F, 0x4B, 0x0D, 0x0A, 0x5F, 0xF9})},
    {{.cr = true, .pf = true, .info = {0xC3, 0x01}},
     bytes({0xF9, 0x03, 0xFF, 0x05, 0xC3, 0x01, 0xE7, 0xF9})},
    {{.info = {0xE3, 0x05, 0x07, 0x8D}},
     bytes({0xF9, 0x01, 0xEF, 0x09, 0xE3, 0x05, 0x07, 0x8D, 0x9A, 0xF9})},
};

}  // namespace

TEST_CASE("Frames are built and found as the reference prints them", "[mux][at-syntax-9]") {
    for (const Printed& printed : kPrinted) {
        INFO(static_cast<int>(printed.frame.type) << " on DLCI " << printed.frame.dlci);
        CHECK(encode(printed.frame) == printed.wire);
        const auto found = parsed(printed.wire);
        REQUIRE(found.size() == 1);
        CHECK(found[0].type == printed.frame.type);
        CHECK(found[0].dlci == printed.frame.dlci);
        CHECK(found[0].cr == printed.frame.cr);
        CHECK(found[0].pf == printed.frame.pf);
        CHECK(found[0].info == printed.frame.info);
    }
}

TEST_CASE("Lengths from 128 on take two octets", "[mux][at-syntax-9]") {
    for (const std::size_t size : {0U, 1U, 127U, 128U, 255U, 1509U}) {
        const std::vector<std::uint8_t> data(size, kFlag);  // flags are data in the basic option
        const std::string wire = encode(Frame{.dlci = 3, .info = data});
        INFO(size);
        CHECK(wire.size() == size + (size > 127 ? 7 : 6));
        const auto found = parsed(wire + wire);
        REQUIRE(found.size() == 2);
        CHECK(found[1].info == data);
    }
}

TEST_CASE("Frames may share a flag, and flags may fill the time between them", "[mux]") {
    const std::string sabm = kPrinted[0].wire;
    CHECK(parsed(sabm + sabm.substr(1)).size() == 2);
    CHECK(parsed("\xF9\xF9\xF9" + sabm + "\xF9\xF9" + sabm).size() == 2);
}

TEST_CASE("What is no frame is passed over, and the next one is found", "[mux]") {
    const std::string good = kPrinted[7].wire;
    const std::string damaged = GENERATE(
        bytes({0xF9, 0x07, 0xEF, 0x07, 0x41, 0x54, 0x0D, 0xD2, 0xF9}),  // check
        bytes({0xF9, 0x06, 0xEF, 0x07, 0x41, 0x54, 0x0D, 0xD3, 0xF9}),  // two octets of address
        bytes({0xF9, 0x07, 0xEE, 0x07, 0x41, 0x54, 0x0D, 0xD3, 0xF9}),  // unknown type
        bytes({0xF9, 0x07, 0xEF, 0x07, 0x41, 0x54, 0x0D, 0xD3, 0x00, 0xF9}),  // no flag at its end
        bytes({0xF9, 0x07, 0x2F, 0x01, 0x00, 0xF9}), std::string("AT\r"));
    CHECK(parsed(damaged).empty());
    const auto found = parsed(damaged + good);
    REQUIRE(found.size() == 1);
    CHECK(found[0].info == info("AT\r"));
}

TEST_CASE("A frame longer than N1 is none", "[mux]") {
    const std::string four = encode(Frame{.dlci = 1, .info = info("four")});
    CHECK(parsed(four, 4).size() == 1);
    CHECK(parsed(four, 3).empty());
}

TEST_CASE("UI frames are checked as a whole", "[mux]") {
    std::string wire = encode(Frame{.type = FrameType::Ui, .dlci = 1, .info = info("abc")});
    CHECK(parsed(wire).size() == 1);
    wire[5] = 'x';
    CHECK(parsed(wire).empty());
}

TEST_CASE("Control messages stand one behind the other in a frame", "[mux]") {
    std::vector<std::uint8_t> all;
    const std::vector<std::uint8_t> text(130, 7);
    for (const auto& message :
         {ControlMessage{.type = ControlType::Test, .value = text},
          ControlMessage{.type = ControlType::CloseDown, .is_command = false}}) {
        const auto one = encode(message);
        all.insert(all.end(), one.begin(), one.end());
    }
    const auto found = control_messages(all);
    REQUIRE(found.size() == 2);
    CHECK(found[0].type == ControlType::Test);
    CHECK(found[0].is_command);
    CHECK(found[0].value == text);
    CHECK(found[1].type == ControlType::CloseDown);
    CHECK_FALSE(found[1].is_command);
    CHECK(control_messages(sim::Bytes(all).first(100)).empty());
}
