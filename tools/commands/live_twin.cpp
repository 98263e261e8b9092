#include "tools/commands/live_twin.hpp"

#include "models/storage/flash_header.hpp"
#include "models/storage/storage.hpp"
#include "pty/mapped_medium.hpp"
#include "tools/bad_input.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

namespace sara::tools {

namespace {

using nlohmann::json;

std::string read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) throw BadInput(fmt::format("--world {}: cannot be read; expected a scenario", path));
    return text;
}

std::unique_ptr<sim::Medium> open_flash(const sim::World& world, const LiveOptions& options) {
    if (!options.product.empty()) expect_product(options.product);
    if (options.flash.empty()) return nullptr;
    return std::make_unique<pty::MappedMedium>(
        pty::MappedMedium::open(options.flash, world.flash_bytes()));
}

/// The product whose flash that is; "" if it is virgin or none.
std::string product_in(const sim::Medium* flash) {
    if (flash == nullptr) return {};
    std::array<std::uint8_t, storage::FlashHeader::kBytes> bytes{};
    flash->read(0, bytes);
    const auto header = storage::parse_flash_header(bytes);
    return header ? header->type_number : std::string();
}

/// The world as a scenario's text: the user's file or one without anything, made for the product of
/// --product or, if neither names one, for the product whose flash it is.
std::string world_text(const LiveOptions& options, const sim::Medium* flash) {
    std::string text = options.world.empty()
                           ? json{{"r5sim", sim::Scenario::kVersion}, {"title", "live"}}.dump()
                           : read_text(options.world);
    json document = json::parse(text, nullptr, false);
    // Anything malformed is left for the scenario's reader to name.
    if (!document.is_object()) return text;
    json& module = document["module"];
    if (module.is_null()) module = json::object();
    if (!module.is_object()) return text;
    if (!options.product.empty()) module["product"] = options.product;
    const std::string product = product_in(flash);
    if (!module.contains("product") && !product.empty()) module["product"] = product;
    return document.dump();
}

}  // namespace

LiveTwin::LiveTwin(const sim::World& world, const LiveOptions& options)
    : LiveTwin(world, options, open_flash(world, options)) {}

LiveTwin::LiveTwin(const sim::World& world, const LiveOptions& options,
                   std::unique_ptr<sim::Medium> flash)
    : text_(world_text(options, flash.get())),
      scenario_(sim::parse_scenario(text_, options.world.empty() ? "command line" : options.world,
                                    world)),
      kernel_(options.seed.value_or(scenario_.seed)) {
    try {
        twin_ = world.make(scenario_, kernel_, std::move(flash));
    } catch (const storage::WrongFlash& wrong) {
        throw BadInput(fmt::format("--flash {}: {}; expected a flash of this module's own",
                                   options.flash, wrong.what()));
    }
}

json LiveTwin::furnishing() const {
    json document = json::parse(text_);
    for (const char* played : {"steps", "faults", "asserts"}) document.erase(played);
    document["seed"] = kernel_.seed.value();
    return document;
}

}  // namespace sara::tools
