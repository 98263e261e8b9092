#include "tools/reports/report_file.hpp"

#include "tools/bad_input.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>

namespace sara::tools {

using nlohmann::json;

void write_report(std::string_view option, const std::string& path, std::string_view text) {
    std::ofstream out(path, std::ios::binary);
    out << text << std::flush;
    if (!out) throw BadInput(fmt::format("{}: {}: cannot be written", option, path));
}

std::string json_text(const json& document) {
    return document.dump(1, ' ', false, json::error_handler_t::replace) + '\n';
}

json read_json(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) throw BadInput(path + ": cannot be read; expected a report");
    json document = json::parse(text, nullptr, false);
    if (!document.is_object()) throw BadInput(path + ": no JSON object; expected a report");
    return document;
}

}  // namespace sara::tools
