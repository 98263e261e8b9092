#include "tests/support/catch.hpp"

#include "sim/vocabulary.hpp"

#include <array>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

using namespace sara::sim;

namespace {

enum class Colour : std::uint8_t { Red, Green };

struct Part2 {
    std::string name;
    int size = 3;
};

struct Everything {
    bool flag = false;
    std::uint8_t small = 7;
    int freezing = -80;
    std::int64_t large = 0;
    std::uint64_t seed = 1;
    double factor = 1.0;
    std::string text = "abc";
    std::vector<std::uint8_t> bytes;
    Duration wait = 10s;
    Colour colour = Colour::Green;
    std::optional<int> maybe;
    std::vector<Part2> parts;
    std::map<std::string, int> counts;
    std::optional<Pattern> pattern;
    Json anything;
};

struct Either {
    std::optional<std::string> left;
    std::optional<int> right;
};

template <class T>
T from(const char* text) {
    return decode<T>(Json::parse(text), Place("file.json"));
}

template <class T>
std::string error_of(const char* text) {
    try {
        static_cast<void>(from<T>(text));
    } catch (const ScenarioError& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

namespace sara::sim {

template <>
struct Names<Colour> {
    static constexpr auto kTable =
        std::to_array<Named<Colour>>({{"red", Colour::Red}, {"green", Colour::Green}});
};

template <>
const Shape& shape_of<Part2>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Part2::name>("name", "what it is called", {.min = 1, .presence = Presence::Required}),
        key<&Part2::size>("size", "how large", {.min = 1, .max = 9}),
    });
    static constexpr Shape kShape = make_shape<Part2>("part", "A part.", kKeys, "name");
    return kShape;
}

template <>
const Shape& shape_of<Everything>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Everything::flag>("flag", "a flag"),
        key<&Everything::small>("small", "fits a byte"),
        key<&Everything::freezing>("freezing", "below zero", {.min = -140, .max = -44}),
        key<&Everything::large>("large", "fits 64 bits"),
        key<&Everything::seed>("seed", "unsigned"),
        key<&Everything::factor>("factor", "scales", {.min = 0.5, .max = 2}),
        key<&Everything::text>("text", "words", {.max = 4}),
        key<&Everything::bytes>("bytes", "raw"),
        key<&Everything::wait>("wait", "how long"),
        key<&Everything::colour>("colour", "which"),
        key<&Everything::maybe>("maybe", "or not"),
        key<&Everything::parts>("parts", "a list", {.max = 2}),
        key<&Everything::counts>("counts", "a map"),
        key<&Everything::pattern>("pattern", "an expression"),
        key<&Everything::anything>("anything", "free"),
    });
    static constexpr Shape kShape = make_shape<Everything>("everything", "All types.", kKeys);
    return kShape;
}

template <>
const Shape& shape_of<Either>() {
    static constexpr auto kKeys = std::to_array<Key>({
        key<&Either::left>("left", "a text", kOneOf),
        key<&Either::right>("right", "a number", kOneOf),
    });
    static constexpr Shape kShape = make_shape<Either>("either", "One of two.", kKeys);
    return kShape;
}

}  // namespace sara::sim

TEST_CASE("A vocabulary decodes every type of member", "[sim][vocabulary]") {
    const auto all = from<Everything>(R"({
        "flag": true, "small": 255, "large": -9223372036854775808, "seed": 18446744073709551615,
        "factor": 0.5, "text": "aé", "bytes": "A\r\u0000\u00ff", "wait": "1.5min",
        "colour": "red", "maybe": 2.0, "parts": ["bolt", {"name": "nut", "size": 9}],
        "counts": {"b": 2, "a": 1}, "pattern": "a+", "anything": [1, {}], "comment": "free text"})");
    CHECK(all.flag);
    CHECK(all.small == 255);
    CHECK(all.large == std::numeric_limits<std::int64_t>::min());
    CHECK(all.seed == std::numeric_limits<std::uint64_t>::max());
    CHECK(all.factor == 0.5);
    CHECK(all.text == "aé");
    CHECK(all.bytes == std::vector<std::uint8_t>{'A', 13, 0, 255});
    CHECK(all.wait == 90s);
    CHECK(all.colour == Colour::Red);
    CHECK(all.maybe == 2);
    REQUIRE(all.parts.size() == 2);
    CHECK(all.parts[0].name == "bolt");
    CHECK(all.parts[0].size == 3);
    CHECK(all.parts[1].size == 9);
    CHECK(all.counts == std::map<std::string, int>{{"a", 1}, {"b", 2}});
    CHECK(std::regex_match("aaa", all.pattern->regex));
    CHECK(all.anything.size() == 2);
}

TEST_CASE("What an object does not say stays at its default", "[sim][vocabulary]") {
    const auto all = from<Everything>("{}");
    CHECK(all.small == 7);
    CHECK(all.wait == 10s);
    CHECK_FALSE(all.maybe);
}

TEST_CASE("An encoded object decodes to itself and says only what is not default",
          "[sim][vocabulary]") {
    const Json json = Json::parse(R"({"bytes": "\u0000\u00ff", "wait": "25min", "colour": "red",
        "parts": [{"name": "x", "size": 2}], "counts": {"a": 1}, "pattern": "x", "maybe": 3})");
    const auto all = decode<Everything>(json, Place("file.json"));
    CHECK(encode_object(shape_of<Everything>(), &all) == json);
}

TEST_CASE("A mistake is told with file, place, expectation and the nearest name",
          "[sim][vocabulary]") {
    struct Row {
        const char* text;
        const char* error;
    };
    const auto row = GENERATE(
        Row{R"({"colr": "red"})", R"(file.json: /colr: unknown key; did you mean "colour"?)"},
        Row{R"({"zzzzzz": 1})", "file.json: /zzzzzz: unknown key"},
        Row{R"({"colour": "gren"})",
            R"(file.json: /colour: expected one of "red", "green", found "gren"; did you mean "green"?)"},
        Row{R"({"small": 256})",
            "file.json: /small: expected a whole number from 0 to 255, found 256"},
        Row{R"({"freezing": -43})",
            "file.json: /freezing: expected a whole number from -140 to -44, found -43"},
        Row{R"({"small": -1})",
            "file.json: /small: expected a whole number from 0 to 255, found -1"},
        Row{R"({"small": 1.5})",
            "file.json: /small: expected a whole number from 0 to 255, found 1.5"},
        Row{R"({"seed": 1e300})",
            "file.json: /seed: expected a whole number from 0 to 18446744073709551615, found "
            "1e+300"},
        Row{R"({"large": 9223372036854775808})",
            "file.json: /large: expected a whole number from -9223372036854775808 to "
            "9223372036854775807, found 9223372036854775808"},
        Row{R"({"factor": 3})", "file.json: /factor: expected a number from 0.5 to 2, found 3"},
        Row{R"({"flag": 1})", "file.json: /flag: expected true or false, found 1"},
        Row{R"({"text": "abcde"})",
            R"(file.json: /text: expected a text of at most 4 characters, found "abcde")"},
        Row{R"({"bytes": "Ā"})",
            R"(file.json: /bytes: expected bytes, each a character from U+0000 to U+00FF, found "Ā")"},
        Row{R"({"wait": "5 s"})",
            R"(file.json: /wait: expected a duration such as "250ms", "109s", "25min", "1h", found "5 s")"},
        Row{R"({"parts": [{"name": "a"}, {"size": 2}]})",
            R"(file.json: /parts/1: the key "name" is missing: what it is called)"},
        Row{R"({"parts": [1]})",
            "file.json: /parts/0: expected a text of at least 1 characters, found 1"},
        Row{R"({"counts": {"a/b~": "x"}})",
            "file.json: /counts/a~1b~0: expected a whole number from -2147483648 to 2147483647, "
            R"(found "x")"},
        Row{R"({"comment": 1})", "file.json: /comment: expected a text"},
        Row{"[]", "file.json: expected an object (everything)"});
    CHECK(error_of<Everything>(row.text) == row.error);
}

TEST_CASE("Exactly one key of a group has to be there", "[sim][vocabulary]") {
    CHECK(from<Either>(R"({"left": "a"})").left == "a");
    CHECK(error_of<Either>("{}") ==
          R"(file.json: expected exactly one of the keys "left", "right", found none)");
    CHECK(error_of<Either>(R"({"left": "a", "right": 1})") ==
          R"(file.json: expected exactly one of the keys "left", "right", found several)");
}

TEST_CASE("Durations carry their unit and are exact", "[sim][vocabulary]") {
    struct Row {
        const char* text;
        Duration value;
    };
    const auto row = GENERATE(Row{"0s", 0s}, Row{"250ms", 250ms}, Row{"109s", 109s},
                              Row{"25min", 25min}, Row{"1h", 1h}, Row{"30d", 720h}, Row{"7us", 7us},
                              Row{"1ns", 1ns}, Row{"0.125s", 125ms}, Row{"99999d", 24h * 99999});
    CHECK(decode<Duration>(Json(row.text), Place("f")) == row.value);
    CHECK(decode<Duration>(Json(to_text(row.value)), Place("f")) == row.value);
}

TEST_CASE("A text that is no duration is refused", "[sim][vocabulary]") {
    const auto* text =
        GENERATE("", "s", "5", "-5s", "+5s", "5 s", "1.s", ".5s", "1.2345s", "0.5ns", "5S", "5m",
                 "100000d", "1234567890s", "1234567890123456789ns", "1e3s", "0x5s");
    CHECK_THROWS_AS(decode<Duration>(Json(text), Place("f")), ScenarioError);
}
