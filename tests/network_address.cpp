#include "models/network/address.hpp"
#include "tests/support/catch.hpp"

#include <string>

using sara::network::Address;

TEST_CASE("Addresses are read and printed as hosts write them", "[network][at-commands-2.6]") {
    struct Row {
        const char* text;
        const char* printed;
        const char* dotted;
    };
    const auto row =
        GENERATE(Row{"10.0.0.2", "10.0.0.2", "10.0.0.2"},
                 Row{"255.255.255.255", "255.255.255.255", "255.255.255.255"},
                 Row{"2001:db8::1", "2001:db8::1", "32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1"},
                 Row{"::", "::", "0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0"},
                 Row{"fe80:0:0:1:0:0:0:2", "fe80:0:0:1::2", "254.128.0.0.0.0.0.1.0.0.0.0.0.0.0.2"},
                 Row{"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8", "0.1.0.2.0.3.0.4.0.5.0.6.0.7.0.8"},
                 Row{"0.1.0.2.0.3.0.4.0.5.0.6.0.7.0.8", "1:2:3:4:5:6:7:8",
                     "0.1.0.2.0.3.0.4.0.5.0.6.0.7.0.8"},
                 Row{"1::", "1::", "0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0"});
    INFO(row.text);
    const auto address = Address::parse(row.text);
    REQUIRE(address);
    CHECK(address->text() == row.printed);
    CHECK(address->dotted() == row.dotted);
    CHECK(Address::parse(address->dotted()) == address);
}

TEST_CASE("What is no address is refused", "[network]") {
    const auto text =
        GENERATE(as<std::string>(), "", ".", "10.0.0", "10.0.0.0.1", "256.0.0.1", "1.2.3.",
                 "a.b.c.d", ":", "1:2", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::", "::g",
                 "1:2:3:4:5:6:7::8:9", "10.0.0.-1", " 1.2.3.4");
    INFO(text);
    CHECK_FALSE(Address::parse(text));
}
