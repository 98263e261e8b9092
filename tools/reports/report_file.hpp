#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>

namespace sara::tools {

/// Writes a file that `option` asks for.  Throws BadInput.
void write_report(std::string_view option, const std::string& path, std::string_view text);

/// The document with an indent, whatever bytes its texts have.
std::string json_text(const nlohmann::json& document);

/// The document in a file.  Throws BadInput.
nlohmann::json read_json(const std::string& path);

}  // namespace sara::tools
