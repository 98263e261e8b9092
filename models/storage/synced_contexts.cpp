#include "models/storage/synced_contexts.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace sara::storage {

namespace {

constexpr std::string_view kIsOn = "APN sync";
constexpr std::string_view kContext = "+CGDCONT ";
constexpr std::string_view kAgain = "synced ";  ///< before the name of a setting

}  // namespace

bool note_apn_sync(Nvm& nvm, bool is_on) {
    if (is_on) return nvm.set(kIsOn, "1");
    return !nvm.get(kIsOn) || nvm.erase(kIsOn);
}

Settings synced_contexts(const Nvm& nvm) {
    Settings contexts;
    if (!nvm.get(kIsOn)) return contexts;
    for (const auto& [name, text] : nvm.settings()) {
        if (name.starts_with(kContext)) contexts.emplace(name, text);
    }
    return contexts;
}

bool restore_contexts(Nvm& nvm, const Settings& contexts, bool again) {
    return std::ranges::all_of(contexts, [&](const auto& context) {
        const auto& [name, text] = context;
        return nvm.set(name, text) && (!again || nvm.set(std::string(kAgain) + name, text));
    });
}

void restore_contexts_again(Nvm& nvm) {
    for (const auto& [name, text] : nvm.settings()) {
        if (!name.starts_with(kAgain)) continue;
        nvm.set(std::string_view(name).substr(kAgain.size()), text);
        nvm.erase(name);
    }
}

}  // namespace sara::storage
