#pragma once

#include "models/update/signature.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace sara::tools {

/// `r5sim fw key`: a new key pair for signing packages.
void add_fw_key_command(CLI::App& fw);

/// The private key in that PEM file; without a path the factory key.  Throws BadInput.
update::SigningKey signing_key_from(const std::string& path);

/// The public half of the key in that PEM file, which may hold either half; without a path the
/// factory key.  Throws BadInput.
update::PublicKey public_key_from(const std::string& path);

}  // namespace sara::tools
