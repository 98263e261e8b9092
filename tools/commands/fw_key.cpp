#include "tools/commands/fw_key.hpp"

#include "models/storage/digest.hpp"
#include "sim/trace.hpp"
#include "tools/bad_input.hpp"
#include "tools/file_bytes.hpp"

#include <fmt/format.h>
#include <openssl/rand.h>

#include <memory>

namespace sara::tools {

namespace {

struct KeyOptions {
    std::string output;
    std::string public_output;
};

void make_key(const KeyOptions& options) {
    update::SigningKey::Seed seed{};
    if (RAND_priv_bytes(seed.data(), static_cast<int>(seed.size())) != 1) {
        throw BadInput("fw key: the system has no random numbers");
    }
    const auto key = update::SigningKey::from_seed(seed);
    write_file(options.output, key.to_pem(), Access::OwnerOnly);
    if (!options.public_output.empty()) {
        write_file(options.public_output, update::to_pem(key.public_key()));
    }
    fmt::print("{}\n", storage::to_hex(key.public_key()));
}

}  // namespace

void add_fw_key_command(CLI::App& fw) {
    CLI::App& command = *fw.add_subcommand(
        "key",
        "make a key pair; prints the public key as a scenario's package.public_key wants it");
    const auto options = std::make_shared<KeyOptions>();
    command.add_option("-o,--output", options->output, "file for the private key, PEM")->required();
    command.add_option("--public", options->public_output, "file for the public key, PEM");
    command.callback([options] { make_key(*options); });
}

update::SigningKey signing_key_from(const std::string& path) {
    if (path.empty()) return update::SigningKey::factory();
    auto key = update::SigningKey::from_pem(sim::as_text(read_file(path)));
    if (!key) throw BadInput(fmt::format("{}: {}", path, key.error()));
    return *key;
}

update::PublicKey public_key_from(const std::string& path) {
    if (path.empty()) return update::SigningKey::factory().public_key();
    auto key = update::public_key_from_pem(sim::as_text(read_file(path)));
    if (!key) throw BadInput(fmt::format("{}: {}", path, key.error()));
    return *key;
}

}  // namespace sara::tools
