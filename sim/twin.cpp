#include "sim/twin.hpp"

namespace sara::sim {

void Twin::inject(std::string_view /*fault*/, const nlohmann::json& /*parameters*/, bool /*on*/) {}

bool Twin::shows(std::string_view /*fault*/, const nlohmann::json& /*parameters*/,
                 const Record& /*record*/) const {
    return false;
}

}  // namespace sara::sim
