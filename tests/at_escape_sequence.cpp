#include "models/at/escape_sequence.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <string_view>

using namespace sara;
using namespace std::chrono_literals;

namespace {

/// A direct link's input: types, waits, and remembers what came through.
class Link final : private at::EscapeListener {
 public:
    Link() { sequence.start({.character = '+', .guard = 1s}); }

    Link& type(std::string_view bytes) {
        sequence.on_bytes(sim::as_bytes(bytes));
        return *this;
    }
    Link& wait(sim::Duration length) {
        scheduler.run_until(scheduler.now() + length);
        return *this;
    }

    std::string payload;
    int escapes = 0;

 private:
    void on_payload(sim::Bytes bytes) override { payload += sim::as_text(bytes); }
    void on_escape() override { ++escapes; }

    sim::Scheduler scheduler;
    at::EscapeSequence sequence{scheduler, *this};
};

}  // namespace

TEST_CASE("+++ between two seconds of silence escapes, at once or in pieces", "[at][escape]") {
    Link link;
    link.type("data").wait(1s);
    SECTION("in one piece") {
        link.type("+++");
    }
    SECTION("in pieces") {
        link.type("+").wait(900ms).type("+").wait(900ms).type("+");
    }
    link.wait(999ms);
    CHECK(link.escapes == 0);
    link.wait(1ms);
    CHECK(link.escapes == 1);
    CHECK(link.payload == "data");
}

TEST_CASE("plus signs that are no escape are payload", "[at][escape]") {
    Link link;
    SECTION("no silence before") {
        link.wait(2s).type("a").type("+++").wait(2s);
        CHECK(link.payload == "a+++");
    }
    SECTION("no silence after") {
        link.wait(2s).type("+++").wait(500ms).type("b").wait(2s);
        CHECK(link.payload == "+++b");
    }
    SECTION("four of them") {
        link.wait(2s).type("++++").wait(2s);
        CHECK(link.payload == "++++");
    }
    SECTION("too slow") {
        link.wait(2s).type("+").wait(1s).type("+").wait(1s).type("+").wait(1s);
        CHECK(link.payload == "+++");
    }
    SECTION("only two") {
        link.wait(2s).type("++").wait(2s).type("c");
        CHECK(link.payload == "++c");
    }
    CHECK(link.escapes == 0);
}
