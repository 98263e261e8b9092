#include "tests/support/catch.hpp"

#include "models/update/effects.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace sara::update;

TEST_CASE("The table of effects is the reference's, cell by cell", "[spec-07][r01-table-14]") {
    std::ifstream file(SARA_TEST_DATA "/effects.csv");
    std::string line;
    REQUIRE(std::getline(file, line));
    REQUIRE(line == "item,ufota,foat,ufwinstall,easyflash");
    for (const EffectRow& row : effect_table()) {
        REQUIRE(std::getline(file, line));
        std::ostringstream printed;
        printed << row.name;
        for (const Effect effect : row.by_method) printed << ',' << code_of(effect);
        CHECK(printed.str() == line);
    }
    CHECK_FALSE(std::getline(file, line));
}
