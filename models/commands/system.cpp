#include "models/commands/system.hpp"

namespace sara::commands {

namespace {

using at::CmeError;
using at::Parameter;
using at::Persists;
using at::Reply;
using at::Request;

constexpr auto kFactory = std::to_array<Parameter>({
    {.name = "fs", .values = "0-2", .initial = "0"},
    {.name = "nvm", .values = "0-2", .initial = "0"},
});

}  // namespace

std::span<const at::Command<SystemCommands>> SystemCommands::commands() {
    using Self = SystemCommands;
    // clang-format off
    static constexpr auto kCommands = std::to_array<at::Command<Self>>({
        // command     forms  parameters   handlers                        attributes
        { "+UFACTORY", "SRT", kFactory,    {.set = &Self::set_factory_restore, .read = &Self::read_factory_restore}, {.persists = Persists::Nvm, .source = "[AD 11]"} },
    });
    // clang-format on
    return kCommands;
}

/// AT+UFACTORY=<fs>,<nvm> only leaves a mark: the next boot acts on it.  [AD 11]
Reply SystemCommands::set_factory_restore(const Request& request) {
    const storage::FactoryRestore what{request.get<int>(0).value_or(0),
                                       request.get<int>(1).value_or(0)};
    const bool saved = device_.parts.storage.nvm.set_factory_restore(what);
    return saved ? Reply::ok() : Reply::error(CmeError::FfsWrite);
}

Reply SystemCommands::read_factory_restore(const Request&) {
    const storage::FactoryRestore what = device_.parts.storage.nvm.factory_restore();
    return Reply::text("+UFACTORY: " + std::to_string(what.fs) + ',' + std::to_string(what.nvm));
}

}  // namespace sara::commands
