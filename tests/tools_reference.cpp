#include "models/commands/catalogue.hpp"
#include "sim/trace.hpp"
#include "tests/support/catch.hpp"
#include "tools/bad_input.hpp"
#include "tools/file_bytes.hpp"
#include "tools/reference/command_reference.hpp"
#include "tools/reference/coverage.hpp"
#include "tools/reference/state_reference.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace sara;
using namespace sara::tools;

namespace {

/// The module's commands as the manual's index lists them.
std::vector<IndexedCommand> manual_index() {
    const std::string file = SARA_TEST_DATA "/at_command_index.csv";
    return parse_index(sim::as_text(read_file(file)), file);
}

std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += name + ' ';
    return text;
}

}  // namespace

TEST_CASE("The command reference has a row for each command a host can give",
          "[tools][reference]") {
    const std::string table = command_table(commands::catalogue());
    CHECK(table.find("| +UFWUPD | ST | serial_port (1,2), [baudrate (9600,19200,38400,57600,115200,"
                     "230400,460800,921600,3000000,3250000; 115200)] | - | no | 20 s | "
                     "[firmware-update 3.1] |\n") != std::string::npos);
    const auto lines = static_cast<std::size_t>(std::ranges::count(table, '\n'));
    CHECK(lines == commands::catalogue().rows().size() + 2);
    const auto json = commands_as_json(commands::catalogue());
    REQUIRE(json.size() == commands::catalogue().rows().size());
    const auto mode =
        std::ranges::find_if(json, [](const auto& c) { return c["name"] == "+USECMODE"; });
    REQUIRE(mode != json.end());
    CHECK((*mode)["persistence"] == "N");
    CHECK((*mode)["parameters"][0]["values"] == "0,1");
    CHECK((*mode)["parameters"][0]["default"] == "1");
}

TEST_CASE("Every command says where it comes from", "[tools][reference]") {
    for (const at::Row& row : commands::catalogue().rows()) {
        INFO(row.name);
        CHECK_FALSE(row.attributes.source.empty());
    }
}

TEST_CASE("An index is compared with what the module has", "[tools][reference]") {
    const auto index = parse_index(
        "command,forms,persistence,pin,priority\n"
        "+CGMM,AT,-,no,1\n+CGMR,ART,N,*,1\n+NONE,S,-,no,1\n+LATER,S,-,no,3\n",
        "index.csv");
    const Coverage coverage = compare(index, commands::catalogue());
    REQUIRE(coverage.priorities.size() == 3);
    CHECK(coverage.priorities[0].total == 3);
    CHECK(joined(coverage.priorities[0].missing) == "+NONE ");
    CHECK(coverage.priorities[1].total == 0);
    CHECK(joined(coverage.priorities[2].missing) == "+LATER ");
    REQUIRE(coverage.differences.size() == 2);
    CHECK(coverage.differences[0].what == "forms AT, index ART");
    CHECK(coverage.differences[1].what == "persistence -, index N");
    CHECK(coverage.not_in_index.size() == commands::catalogue().rows().size() - 2);
    CHECK(coverage_text(coverage).find("| 1 | 3 | 2 | 1 |\n") != std::string::npos);
}

// Why a command of priority 1 is other than the index says.
const std::vector<std::string> kExplained = {
    "&W",           // writes a profile, has no setting of its own
    "+CPIN",        // the SIM keeps the PIN
    "+IFC",         // &K in other words, which has the setting
    "+UFWINSTALL",  // its fourth position is a setting
};

// What of priority 1 needs uFOTA and the LwM2M client.
const std::vector<std::string> kOfTheDownloadAgent = {"+UFOTASTAT", "+ULWM2MSTAT"};

TEST_CASE("Commands of priority 1 agree with the manual's index", "[tools][reference]") {
    const auto index = manual_index();
    const Coverage coverage = compare(index, commands::catalogue());
    for (const auto& [name, what] : coverage.differences) {
        const auto indexed = std::ranges::find(index, name, &IndexedCommand::name);
        if (indexed->priority > 1) continue;
        INFO(name << ": " << what);
        CHECK(std::ranges::find(kExplained, name) != kExplained.end());
    }
    for (const std::string& name : coverage.priorities.front().missing) {
        INFO("priority 1, missing: " << name);
        CHECK(std::ranges::find(kOfTheDownloadAgent, name) != kOfTheDownloadAgent.end());
    }
}

TEST_CASE("A wrong index is refused with its line", "[tools][reference]") {
    const std::string heading = "command,forms,persistence,pin,priority\n";
    CHECK_THROWS_AS(parse_index("", "i"), BadInput);
    CHECK_THROWS_AS(parse_index("+CGMM,AT,-,no,1\n", "i"), BadInput);
    CHECK_THROWS_WITH(parse_index(heading + "+CGMM,AT,-,no,1\n+CGMR,AT,-,no\n", "i"),
                      Catch::StartsWith("i:3: "));
    CHECK_THROWS_AS(parse_index(heading + "+CGMM,AT,-,no,4\n", "i"), BadInput);
    CHECK_THROWS_AS(parse_index(heading + ",AT,-,no,1\n", "i"), BadInput);
}

TEST_CASE("Every machine is printed with its states and transitions", "[tools][reference]") {
    const auto machines = all_machines();
    REQUIRE_FALSE(machines.empty());
    const std::string tables = state_tables(machines);
    const std::string graph = state_graph(machines);
    for (const NamedMachine& machine : machines) {
        REQUIRE_FALSE(machine.transitions.empty());
        for (const machine::Transition& row : machine.transitions) {
            INFO(machine.name << ": " << row.from << " on " << row.event);
            const std::string start = "| " + std::string(row.from) + " | " + std::string(row.event);
            CHECK(tables.find(start) != std::string::npos);
            const std::string node =
                '"' + std::string(machine.name) + '.' + std::string(row.from) + "\" -> ";
            CHECK(graph.find(node) != std::string::npos);
        }
    }
}
