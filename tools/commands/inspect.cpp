#include "tools/commands/inspect.hpp"

#include "models/products/product.hpp"
#include "models/products/profile.hpp"
#include "models/storage/flash_header.hpp"
#include "models/storage/storage.hpp"
#include "pty/mapped_medium.hpp"
#include "sim/twin.hpp"
#include "tools/bad_input.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace sara::tools {

namespace {

using nlohmann::json;

struct InspectOptions {
    std::string flash;
    std::string pointer;
};

/// The product whose flash that is.
const products::Product& product_in(const sim::Medium& flash, const std::string& path) {
    std::array<std::uint8_t, storage::FlashHeader::kBytes> bytes{};
    flash.read(0, bytes);
    const auto header = storage::parse_flash_header(bytes);
    const products::Product* const product =
        header ? products::find_product(header->type_number) : nullptr;
    if (product == nullptr) {
        throw BadInput(
            fmt::format("--flash {}: no flash of r5sim; expected one that r5sim run made", path));
    }
    return *product;
}

json contents_of(const std::string& path) {
    auto flash = std::make_unique<pty::MappedMedium>(
        pty::MappedMedium::look_into(path, storage::kFlashBytes));
    const products::Product& product = product_in(*flash, path);
    const auto profile = products::Profile::for_product(product);
    sim::Kernel kernel(1);
    try {
        return storage::Storage(std::move(flash), product, profile, kernel.trace).to_json();
    } catch (const storage::WrongFlash& wrong) {
        throw BadInput(
            fmt::format("--flash {}: {}; expected one that r5sim run made", path, wrong.what()));
    }
}

/// The part that an RFC 6901 pointer names.
json part_of(const json& document, const std::string& pointer) {
    try {
        return document.at(json::json_pointer(pointer));
    } catch (const json::exception&) {
        std::string known;
        for (const auto& [key, value] : document.items()) known += " /" + key;
        throw BadInput(fmt::format("{}: nothing there; expected a JSON pointer below one of{}",
                                   pointer, known));
    }
}

void inspect(const InspectOptions& options) {
    const json part = part_of(contents_of(options.flash), options.pointer);
    fmt::print("{}\n", part.dump(2, ' ', false, json::error_handler_t::replace));
}

}  // namespace

void add_inspect_command(CLI::App& app) {
    CLI::App* const command = app.add_subcommand("inspect", "What a flash holds, as JSON");
    const auto options = std::make_shared<InspectOptions>();
    command->add_option("--flash", options->flash, "The file that r5sim run --flash keeps")
        ->required();
    command->add_option("POINTER", options->pointer, "Only this part, e.g. /firmware");
    command->callback([options] { inspect(*options); });
}

}  // namespace sara::tools
