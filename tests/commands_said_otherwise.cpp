// The tables of what a module may say beside its usual answers: URCs, and errors by command.
#include "tests/support/catch.hpp"

#include "models/commands/catalogue.hpp"
#include "models/commands/documented_errors.hpp"
#include "models/commands/urcs.hpp"

#include <algorithm>

using namespace sara;
using namespace sara::commands;

namespace {

bool has(const char* command, at::Form form, const char* error) {
    const at::Row* const row = catalogue().find(command);
    REQUIRE(row != nullptr);
    return std::ranges::any_of(documented_errors(*row, form),
                               [&](const DocumentedError& one) { return text_of(one) == error; });
}

}  // namespace

TEST_CASE("URCs stand in order, each sample is one of its own, each switch is a command",
          "[commands][urc]") {
    CHECK(std::ranges::is_sorted(urcs(), {}, &Urc::name));
    for (const Urc& urc : urcs()) {
        INFO(urc.name);
        CHECK(urc.sample.empty() == urc.on.setting.empty());
        if (urc.sample.empty()) continue;
        CHECK(urc.sample.starts_with(std::string(urc.name) + ": "));
        CHECK(catalogue().find(urc.on.setting) != nullptr);
    }
}

TEST_CASE("A command has the errors of its parameters, of the SIM and its own",
          "[commands][errors]") {
    using at::Form;
    CHECK(has("+CTZU", Form::Set, "+CME ERROR: 4"));
    CHECK(has("+UDELFILE", Form::Set, "+CME ERROR: 1612"));
    CHECK(has("+CEREG", Form::Read, "+CME ERROR: 11"));
    CHECK_FALSE(has("+CGMM", Form::Action, "+CME ERROR: 11"));
    CHECK(has("+CMGS", Form::Set, "+CMS ERROR: 310"));
    CHECK_FALSE(has("+CMGS", Form::Set, "+CME ERROR: 10"));
    CHECK(has("+UDWNFILE", Form::Set, "+CME ERROR: 5002"));
    CHECK_FALSE(has("+UFWINSTALL", Form::Set, "+CME ERROR: 5002"));
    CHECK(has("E", Form::Action, "ERROR"));
    CHECK_FALSE(has("+UDELFILE", Form::Test, "+CME ERROR: 1612"));
}

TEST_CASE("What lines can be answered with stands in order, once", "[commands][errors]") {
    const auto errors = all_documented_errors();
    CHECK(errors.size() > 60);
    for (std::size_t i = 1; i < errors.size(); ++i) {
        INFO(text_of(errors[i]));
        const bool is_next =
            errors[i].family > errors[i - 1].family ||
            (errors[i].family == errors[i - 1].family && errors[i].number > errors[i - 1].number);
        CHECK(is_next);
    }
}
