#pragma once

#include "models/result.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <type_traits>

/// How a failed check shows a Result: its value where that can be shown, or the error's number.
template <class T, class E>
struct Catch::StringMaker<boost::system::result<T, E>> {
    static std::string convert(const boost::system::result<T, E>& result) {
        if (!result) return "error " + std::to_string(static_cast<int>(result.error()));
        if constexpr (std::is_void_v<T>) {
            return "done";
        } else {
            return Catch::Detail::stringify(*result);
        }
    }
};
