#pragma once

#include <CLI/CLI.hpp>

namespace sara::tools {

/// `r5sim fw inspect`: what a package or an image says of itself, as JSON.
void add_fw_inspect_command(CLI::App& fw);

/// `r5sim fw sign`: replaces a package's signature.
void add_fw_sign_command(CLI::App& fw);

/// `r5sim fw verify`: is it whole, and signed with the key?  Exit code 1 if not.
void add_fw_verify_command(CLI::App& fw);

}  // namespace sara::tools
