#include "tests/support/catch.hpp"

#include "sim/random.hpp"

#include <array>
#include <cstdint>

using namespace sara::sim;

// Known values: the standard's mt19937_64, seeded with FNV-1a of the name over the seed, computed
// independently.
TEST_CASE("A stream gives the same numbers everywhere", "[sim][random]") {
    Random random(1, "uart");
    CHECK(random.next() == 11072055720952769634U);
    CHECK(random.next() == 9512035792788903135U);
    CHECK(random.next() == 222430096887497325U);
}

TEST_CASE("Seed and name each make another stream", "[sim][random]") {
    CHECK(Seed(2).stream("uart").next() == 8025521516203574030U);
    CHECK(Seed(1).stream("sim").next() == 5375117810193130587U);
}

TEST_CASE("What one stream draws does not shift another", "[sim][random]") {
    const Seed seed(1);
    Random other = seed.stream("sim");
    for (int draw = 0; draw < 1000; ++draw) static_cast<void>(other.next());
    CHECK(seed.stream("uart").next() == 11072055720952769634U);
}

TEST_CASE("A bounded number is below its bound, and the same everywhere", "[sim][random]") {
    Random random(1, "uart");
    for (const std::uint64_t expected : {0U, 3U, 3U, 5U, 5U, 2U, 0U, 4U, 4U, 3U})
        CHECK(random.below(6) == expected);
}

TEST_CASE("A chance comes about as often as it says", "[sim][random]") {
    Random random(1, "chance");
    int hits = 0;
    for (int draw = 0; draw < 10'000; ++draw) hits += random.chance(1, 4) ? 1 : 0;
    CHECK(hits > 2350);  // five standard deviations are 217
    CHECK(hits < 2650);
    CHECK_FALSE(random.chance(0, 4));
    CHECK(random.chance(4, 4));
}
