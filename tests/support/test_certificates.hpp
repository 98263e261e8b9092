#pragma once

#include "tests/support/catch.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace sara::test {

/// Text of a file in tests/data/certificates, made with the openssl program for these tests alone.
inline std::string pem(const std::string& name) {
    std::ifstream file(SARA_TEST_DATA "/certificates/" + name + ".pem");
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    REQUIRE_FALSE(text.empty());
    return text;
}

}  // namespace sara::test
