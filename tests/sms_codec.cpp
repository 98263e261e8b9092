#include "models/sms/gsm7.hpp"
#include "models/sms/pdu.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace sara;
using namespace sara::sms;

namespace {

std::string hex(storage::Bytes bytes) {
    return to_hex_text(bytes);
}
Buffer bytes_of(std::string_view digits) {
    return *from_hex_text(digits);
}

}  // namespace

TEST_CASE("Septets are packed from the low bits on", "[sms][ts-23.038-6.1.2]") {
    CHECK(hex(pack(to_septets("hello"))) == "E8329BFD06");
    CHECK(hex(pack(to_septets("hellohello"))) == "E8329BFD4697D9EC37");
    CHECK(hex(pack(to_septets("12345678"))) == "31D98C56B3DD70");  // eight septets, seven octets
    CHECK(to_ira(unpack(bytes_of("E8329BFD4697D9EC37"), 10)) == "hellohello");
    CHECK(unpack(bytes_of("E832"), 10).size() == 2);
}

TEST_CASE("Every length of text survives packing, also behind fill bits",
          "[sms][ts-23.038-6.1.2]") {
    const auto fill = GENERATE(range(std::size_t{0}, std::size_t{7}));
    for (std::size_t length = 0; length <= 160; ++length) {
        std::string text;
        for (std::size_t i = 0; i < length; ++i) text += static_cast<char>('!' + (i * 7) % 3);
        const Buffer packed = pack(to_septets(text), fill);
        CHECK(packed.size() == (fill + 7 * length + 7) / 8);
        CHECK(to_ira(unpack(packed, length, fill)) == text);
    }
}

TEST_CASE("IRA and the default alphabet share most characters", "[sms][ts-23.038-6.2]") {
    const std::string text = "@$_ !\"#%&'()*+,-./0123456789:;<=>?ABCXYZabcxyz\r\n^{}\\[~]|";
    CHECK(to_ira(to_septets(text)) == text);
    CHECK(hex(to_septets("@$_")) == "000211");
    CHECK(hex(to_septets("{")) == "1B28");
    CHECK(to_ira(to_septets("`\x80")) == "??");
    CHECK(to_ira(bytes_of("5B1B65")) == "??");  // capital A with dots; the euro sign
}

TEST_CASE("Numbers are semi-octets with a type", "[sms][ts-23.040-9.1.2.5]") {
    const auto international = make_address("+46708251358", {});
    REQUIRE(international);
    CHECK(international->type == 145);
    CHECK(hex(encode_address(*international)) == "0B916407281553F8");
    CHECK(decode_address(145, bytes_of("6407281553F8"), 11) == *international);
    CHECK(make_address("123", {})->type == 129);
    CHECK(make_address("123", 145)->number == "+123");
    CHECK(make_address("+123", 129)->number == "123");
    CHECK(hex(to_semi_octets("*#a")) == "BAFC");
    for (const auto* wrong : {"", "+", "12x", "123456789012345678901"}) {
        CHECK_FALSE(make_address(wrong, {}));
    }
}

TEST_CASE("A time stamp is seven swapped pairs of digits", "[sms][ts-23.040-9.2.3.11]") {
    CHECK(hex(encode_time("22/03/04,09:15:23+04")) == "22304090513240");
    CHECK(decode_time(bytes_of("22304090513240")) == "22/03/04,09:15:23+04");
    CHECK(decode_time(encode_time("99/12/31,23:59:59-32")) == "99/12/31,23:59:59-32");
    CHECK(decode_time(bytes_of("2230")).empty());
}

TEST_CASE("A SUBMIT is taken apart and put together", "[sms][ts-23.040-9.2.2.2]") {
    const Buffer bytes = bytes_of("11000B916407281553F80000AA0AE8329BFD4697D9EC37");
    const auto tpdu = decode(Direction::FromModule, bytes);
    REQUIRE(tpdu);
    CHECK(tpdu->peer.number == "+46708251358");
    CHECK(hex(tpdu->validity) == "AA");
    CHECK(tpdu->user.length == 10);
    CHECK(tpdu->text() == "hellohello");
    CHECK(encode(*tpdu) == bytes);
}

TEST_CASE("A DELIVER is taken apart and put together", "[sms][ts-23.040-9.2.2.1]") {
    const Buffer whole =
        bytes_of("07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37");
    const auto pdu = split(whole);
    REQUIRE(pdu);
    CHECK(pdu->service_centre.number == "+27381000015");
    const auto tpdu = decode(Direction::ToModule, pdu->tpdu);
    REQUIRE(tpdu);
    CHECK(tpdu->peer.number == "27838890001");
    CHECK(decode_time(tpdu->time) == "99/03/29,15:16:59+08");
    CHECK(tpdu->text() == "hellohello");
    CHECK(encode(*tpdu) == pdu->tpdu);
    CHECK(encode(*pdu) == whole);
}

TEST_CASE("Data that are not the default alphabet are hex for a DTE", "[sms][ts-27.005-3.5.1]") {
    const auto user = encode_text("0048006900E4", 8);  // UCS2
    REQUIRE(user);
    CHECK(user->length == 6);
    CHECK(decode_text(*user, false) == "0048006900E4");
    CHECK_FALSE(encode_text("Hi", 8));
    CHECK_FALSE(encode_text("004", 4));
    CHECK(encode_text(std::string(160, 'a'), 0));
    CHECK_FALSE(encode_text(std::string(161, 'a'), 0));
    CHECK_FALSE(encode_text(std::string(282, 'A'), 4));
    for (const int coding : {0x00, 0x10, 0xF0, 0xF2, 0xC0, 0xD8}) {
        CHECK(UserData{.coding = static_cast<std::uint8_t>(coding)}.is_default_alphabet());
    }
    for (const int coding : {0x04, 0x08, 0xF4, 0xE0}) {
        CHECK_FALSE(UserData{.coding = static_cast<std::uint8_t>(coding)}.is_default_alphabet());
    }
}

TEST_CASE("The text of a part of a long message begins behind its header",
          "[sms][ts-23.040-9.2.3.24]") {
    UserData data;
    data.octets = bytes_of("050003CC0201");
    const Buffer text = pack(to_septets("hello"), 1);  // 48 bits of header, 49 of septets
    data.octets.insert(data.octets.end(), text.begin(), text.end());
    data.length = 7 + 5;
    CHECK(decode_text(data, true) == "hello");
}

TEST_CASE("What is cut short or too long is no TPDU", "[sms][ts-23.040-9.2.2]") {
    const Buffer whole = bytes_of("11000B916407281553F80000AA0AE8329BFD4697D9EC37");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CHECK_FALSE(decode(Direction::FromModule, storage::Bytes(whole).first(size)));
    }
    Buffer longer = whole;
    longer.push_back(0);
    CHECK_FALSE(decode(Direction::FromModule, longer));
    CHECK_FALSE(decode(Direction::ToModule, whole));
    CHECK_FALSE(split(bytes_of("")));
    CHECK_FALSE(split(bytes_of("0791")));
    CHECK_FALSE(from_hex_text("0"));
    CHECK_FALSE(from_hex_text("0g"));
}
