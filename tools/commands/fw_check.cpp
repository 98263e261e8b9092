#include "tools/commands/fw_check.hpp"

#include "models/products/profile.hpp"
#include "models/storage/firmware_image.hpp"
#include "models/update/package.hpp"
#include "models/update/timing.hpp"
#include "tools/bad_input.hpp"
#include "tools/commands/fw_key.hpp"
#include "tools/exit_code.hpp"
#include "tools/file_bytes.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sara::tools {

namespace {

using nlohmann::json;
using update::PackageFault;
using update::PackageKind;

struct CheckOptions {
    std::string file;
    std::string key;
    std::string output;
};

std::string describe(PackageFault fault) {
    const auto& row = update::row_of(fault);
    return fmt::format("{} {}: {}", update::number_of(row.code), update::row_of(row.code).meaning,
                       row.text);
}

/// Throws BadInput unless the file is a package.
update::Package package_in(const std::string& path, storage::Bytes file) {
    auto package = update::parse_package(update::without_padding(file));
    if (!package) throw BadInput(fmt::format("{}: {}", path, describe(package.error())));
    return std::move(*package);
}

/// How long it takes to install, by the calibration of the product it is for.
json durations(const update::Package& package) {
    for (const products::Product& product : products::all_products()) {
        if (storage::image_model(product) != package.header.model) continue;
        const auto profile = products::Profile::for_product(product);
        const auto install = update::install_time(profile, package.header.kind, package.size());
        return {{"validation_s", sim::seconds(update::validation_time(profile, package.size()))},
                {"installation_s", sim::seconds(install)}};
    }
    return nullptr;
}

json to_json(const update::Package& package) {
    const update::PackageHeader& header = package.header;
    const auto factory = update::SigningKey::factory().public_key();
    const bool is_delta = header.kind == PackageKind::Delta;
    json result = {
        {"format", "package"},
        {"format_version", update::PackageHeader::kFormatVersion},
        {"kind", update::name_of(header.kind)},
        {"model", header.model},
        {"from", is_delta ? json(header.old_version) : json(nullptr)},
        {"to", header.new_version},
        {"size", package.size()},
        {"payload",
         {{"size", header.payload_size},
          {"sha256", storage::to_hex(header.payload_digest)},
          {"is_whole", storage::sha256(package.payload) == header.payload_digest}}},
        {"new_image", {{"size", header.new_size}, {"digest", storage::to_hex(header.new_digest)}}},
        {"signature", storage::to_hex(package.signature)},
        {"signed_with_factory_key",
         update::verify(factory, package.signed_part, package.signature)},
        {"durations", durations(package)}};
    if (is_delta) {
        result["old_image"] = {{"size", header.old_size},
                               {"digest", storage::to_hex(header.old_digest)}};
    } else if (const auto info = storage::parse_image(package.payload)) {
        result["manifest"] = storage::to_json(*info);
    }
    return result;
}

json image_to_json(storage::Bytes image, const storage::ImageInfo& info) {
    return {{"format", "image"},
            {"size", image.size()},
            {"digest", storage::to_hex(storage::parse_header(image)->digest)},
            {"is_whole", storage::verify_image(image).has_value()},
            {"manifest", storage::to_json(info)}};
}

void inspect(const CheckOptions& options) {
    const storage::Buffer file = read_file(options.file);
    const auto image = storage::parse_image(file);
    const json result =
        image ? image_to_json(file, *image) : to_json(package_in(options.file, file));
    fmt::print("{}\n", result.dump(2));
}

void sign(const CheckOptions& options) {
    const storage::Buffer file = read_file(options.file);
    storage::Buffer package(
        file.begin(),
        file.begin() + static_cast<std::ptrdiff_t>(package_in(options.file, file).size()));
    update::sign_again(package, signing_key_from(options.key));
    write_file(options.output.empty() ? options.file : options.output, package);
}

void verify(const CheckOptions& options) {
    const storage::Buffer file = read_file(options.file);
    const auto key = public_key_from(options.key);
    const auto package = update::parse_package(update::without_padding(file));
    const update::Verdict verdict =
        package ? update::check_integrity(*package, key) : update::Verdict{package.error()};
    if (verdict.ok()) {
        fmt::print("{}: valid\n", options.file);
        return;
    }
    fmt::print("{}: {}\n", options.file, describe(*verdict.fault));
    throw CLI::RuntimeError(kFailed);
}

}  // namespace

void add_fw_inspect_command(CLI::App& fw) {
    CLI::App& command = *fw.add_subcommand("inspect", "what a package or image says, as JSON");
    const auto options = std::make_shared<CheckOptions>();
    command.add_option("file", options->file, "package or image")->required();
    command.callback([options] { inspect(*options); });
}

void add_fw_sign_command(CLI::App& fw) {
    CLI::App& command = *fw.add_subcommand("sign", "replace a package's signature");
    const auto options = std::make_shared<CheckOptions>();
    command.add_option("file", options->file, "package")->required();
    command.add_option("--key", options->key,
                       "private key, PEM (the factory key, which is public)");
    command.add_option("-o,--output", options->output, "where to (the same file)");
    command.callback([options] { sign(*options); });
}

void add_fw_verify_command(CLI::App& fw) {
    CLI::App& command = *fw.add_subcommand(
        "verify", "is it whole and signed with the key? exit code 1 and the module's code if not");
    const auto options = std::make_shared<CheckOptions>();
    command.add_option("file", options->file, "package")->required();
    command.add_option("--key", options->key, "either half of the key, PEM (the factory key)");
    command.callback([options] { verify(*options); });
}

}  // namespace sara::tools
