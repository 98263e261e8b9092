#pragma once

#include "models/storage/nvm.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace sara::storage {

/// A position of a security profile, as +USECPRF counts them.  [security 2]
enum class SecurityOption : std::uint8_t {
    ValidationLevel,  ///< 0 none, 1 root, 2 root and URL, 3 root, URL and date
    TlsVersion,       ///< 0 any, 1 to 4: 1.0 to 1.3
    CipherSuite,      ///< 0 automatic, 1-15 legacy, 99 by IANA's number, 100 a list of them
    RootCa,           ///< name of a CA of the store; "" all
    ExpectedHost,
    ClientCertificate,
    ClientKey,
    ClientKeyPassword,
    Psk,          ///< and 0 ASCII, 1 hex
    PskIdentity,  ///< and 0 ASCII, 1 hex
    Sni,
    RotPsk,             ///< PSK and identity come from the RoT
    PinnedCertificate,  ///< name of an SC of the store, and the level 0-2
    Resumption,         ///< in RAM alone: lost at reboot  [IG 3.4]
    DeviceCertificate   ///< authenticates with the device's own certificate
};
inline constexpr int kSecurityOptions = 15;

/// The TLS profiles 0-4: parameters as +USECPRF prints them, e.g. "3" or "\"my_ca\"".  What they
/// name in the certificate store is looked for at each connection.  [security 2]
class SecurityProfiles {
 public:
    static constexpr int kProfiles = 5;

    explicit SecurityProfiles(Nvm& nvm) : nvm_(nvm) {}

    /// Parameters of that option; its factory value if none were set.  Not of Resumption, which has
    /// `resumption`.
    std::string text(int profile, SecurityOption option) const;

    /// The first parameter without quotes, e.g. "my_ca"; "" if there is none.
    std::string value(int profile, SecurityOption option) const;

    /// False: the NVM fails.
    bool set(int profile, SecurityOption option, std::string_view parameters);

    /// Everything of that profile to factory values.  False: the NVM fails.
    bool reset(int profile);

    /// Session resumption by sub-tag: 0 on or off, 1 type, 2 and 12 session data.
    std::string resumption(int profile, int sub_tag) const;
    void set_resumption(int profile, int sub_tag, std::string_view parameters);

 private:
    using BySubTag = std::map<int, std::string>;

    Nvm& nvm_;
    std::array<BySubTag, kProfiles> resumption_;  ///< what is not here has its factory value
};

/// True for the number of a profile, or for none at all.
constexpr bool is_security_profile(std::optional<int> number) {
    return !number || (*number >= 0 && *number < SecurityProfiles::kProfiles);
}

}  // namespace sara::storage
