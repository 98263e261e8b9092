#include "tools/commands/live_options.hpp"

#include "models/products/product.hpp"
#include "sim/vocabulary/shape.hpp"
#include "tools/bad_input.hpp"
#include "tools/seed_option.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace sara::tools {

void add_live_options(CLI::App& command, LiveOptions& options) {
    command.add_option("--product", options.product,
                       fmt::format("Type number ({})", products::default_product().type_number));
    command.add_option("--flash", options.flash,
                       "The module's flash, kept between runs; made virgin if absent (memory)");
    command.add_option("--world", options.world,
                       "A scenario that furnishes the world; its steps are ignored");
    command.add_option("--speed", options.speed, "1 | N | turbo | step")->capture_default_str();
    add_seed_option(command, options.seed, "Of everything random (the world's, or 1)");
    command.add_option("--trace", options.trace, "Writes everything that happens, as JSON Lines");
    command.add_option("--coverage", options.coverage,
                       "Writes at the end what of the module was met; see r5sim coverage");
    command.add_option("--at-log", options.at_log, "Writes the AT traffic with its times");
    command.add_option("--pcap", options.pcap,
                       "Writes CoAP messages as pcapng, for Wireshark; without DTLS");
    command.add_option("--perfetto", options.perfetto, "Writes a Chrome trace, for Perfetto");
}

pty::Speed speed_of(const LiveOptions& options) {
    const auto speed = pty::parse_speed(options.speed);
    if (!speed) {
        throw BadInput(fmt::format("--speed {}: no such speed; expected {}", options.speed,
                                   pty::Speed::kExpected));
    }
    return *speed;
}

void expect_product(const std::string& name) {
    if (products::find_product(name) != nullptr) return;
    std::vector<std::string_view> known;
    for (const products::Product& product : products::all_products()) {
        known.push_back(product.type_number);
    }
    throw BadInput(fmt::format("--product {}: no such product; expected one of {}{}", name,
                               fmt::join(known, ", "), sim::suggestion(name, known)));
}

}  // namespace sara::tools
