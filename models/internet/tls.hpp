#pragma once

#include "models/network/tls.hpp"
#include "models/storage/certificates.hpp"
#include "models/storage/security_profiles.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sara::internet {

/// Why no secure connection can begin.
enum class TlsObstacle {
    NameNotFound,  ///< the profile names what the certificate store has not: CME 1916
    TooMany        ///< four sessions are open
};

/// What a host needs to resume a session.  [IG 3.4]
struct ResumptionData {
    int profile = 0;
    std::string type;  ///< 0 plain, 10 locally encrypted
    int sub_tag = 0;   ///< of the data, by their type: 2 or 12
    std::string data;  ///< hex
};

/// TLS of all internet clients: what a profile of +USECPRF asks of a handshake, and how many
/// sessions there are.  [security 2]
class Tls {
 public:
    using Now = std::function<std::string()>;  ///< UTC, "YYYY/MM/DD HH:MM:SS"
    using Told = std::function<void(const ResumptionData&)>;

    static constexpr int kSessions = 4;  ///< [IG 3.3]

    Tls(storage::SecurityProfiles& profiles, const storage::CertificateStore& store, Now now,
        Told told);

    /// A secure connection, from the attempt to its end.
    class Session {
     public:
        Session(Tls& owner, std::optional<int> profile, network::TlsClient brings);
        Session(const Session&) = delete;
        Session& operator=(const Session&) = delete;
        ~Session() { --owner_.sessions_; }

        /// The handshake has succeeded: whoever wants to resume it is told how.  Once.
        void begin();

     private:
        Tls& owner_;
        std::optional<int> profile_;
        bool has_begun_ = false;

     public:
        const network::TlsClient client;
    };

    /// Nothing: a session can be opened.
    std::optional<TlsObstacle> obstacle(std::optional<int> profile) const;

    /// A session with `host`; without a profile nothing is checked.  nullptr if there is an
    /// obstacle.
    std::unique_ptr<Session> open(std::optional<int> profile, const std::string& host);

 private:
    bool lacks_name(int profile) const;
    network::TlsClient client(int profile, const std::string& host) const;
    void tell(int profile);

    storage::SecurityProfiles& profiles_;
    const storage::CertificateStore& store_;
    Now now_;
    Told told_;
    int sessions_ = 0;
    int begun_ = 0;  ///< makes the data of each session its own
};

}  // namespace sara::internet
