#include "tools/commands/fw.hpp"

#include "tools/commands/fw_check.hpp"
#include "tools/commands/fw_key.hpp"
#include "tools/commands/fw_make.hpp"

namespace sara::tools {

void add_fw_command(CLI::App& app) {
    CLI::App& command = *app.add_subcommand("fw", "firmware packages: full .upd, delta .upd, .dof");
    command.require_subcommand(1);
    add_fw_make_command(command);
    add_fw_inspect_command(command);
    add_fw_sign_command(command);
    add_fw_verify_command(command);
    add_fw_key_command(command);
}

}  // namespace sara::tools
