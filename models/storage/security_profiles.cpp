#include "models/storage/security_profiles.hpp"

#include <fmt/format.h>

namespace sara::storage {

namespace {

constexpr auto kFactory = std::to_array<std::string_view>({
    "0",       // validation level
    "0",       // TLS version
    "0",       // cipher suite
    "\"\"",    // root CA
    "\"\"",    // expected host
    "\"\"",    // client certificate
    "\"\"",    // client key
    "\"\"",    // its password
    "\"\"",    // PSK
    "\"\"",    // PSK identity
    "\"\"",    // SNI
    "0",       // PSK from the RoT
    "\"\",0",  // pinned certificate
    "",        // session resumption: by sub-tag
    "0",       // device certificate
});
static_assert(kFactory.size() == kSecurityOptions);

/// Name under which the NVM keeps an option, e.g. "+USECPRF=1,3".
std::string name_of(int profile, SecurityOption option) {
    return fmt::format("+USECPRF={},{}", profile, static_cast<int>(option));
}

}  // namespace

std::string SecurityProfiles::text(int profile, SecurityOption option) const {
    const auto index = static_cast<std::size_t>(option);
    return nvm_.get(name_of(profile, option)).value_or(std::string(kFactory[index]));
}

std::string SecurityProfiles::value(int profile, SecurityOption option) const {
    const std::string parameters = text(profile, option);
    if (!parameters.starts_with('"')) return parameters.substr(0, parameters.find(','));
    return parameters.substr(1, parameters.find('"', 1) - 1);
}

bool SecurityProfiles::set(int profile, SecurityOption option, std::string_view parameters) {
    return nvm_.set(name_of(profile, option), parameters);
}

bool SecurityProfiles::reset(int profile) {
    resumption_[static_cast<std::size_t>(profile)].clear();
    bool done = true;
    for (int option = 0; option < kSecurityOptions; ++option) {
        done = nvm_.erase(name_of(profile, static_cast<SecurityOption>(option))) && done;
    }
    return done;
}

std::string SecurityProfiles::resumption(int profile, int sub_tag) const {
    const BySubTag& stored = resumption_[static_cast<std::size_t>(profile)];
    const auto found = stored.find(sub_tag);
    if (found != stored.end()) return found->second;
    const bool is_data = sub_tag > 1;
    return is_data ? "\"\"" : "0";
}

void SecurityProfiles::set_resumption(int profile, int sub_tag, std::string_view parameters) {
    resumption_[static_cast<std::size_t>(profile)].insert_or_assign(sub_tag,
                                                                    std::string(parameters));
}

}  // namespace sara::storage
