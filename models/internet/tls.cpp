#include "models/internet/tls.hpp"

#include "models/storage/digest.hpp"
#include "sim/trace.hpp"

#include <fmt/format.h>

#include <utility>

namespace sara::internet {

namespace {

using storage::CertificateType;
using storage::SecurityOption;

constexpr int kEnabled = 0;  ///< sub-tags of session resumption  [IG 3.4]
constexpr int kType = 1;
constexpr int kPlainData = 2;
constexpr int kEncryptedData = 12;
constexpr std::string_view kEncrypted = "10";

}  // namespace

Tls::Tls(storage::SecurityProfiles& profiles, const storage::CertificateStore& store, Now now,
         Told told)
    : profiles_(profiles), store_(store), now_(std::move(now)), told_(std::move(told)) {}

Tls::Session::Session(Tls& owner, std::optional<int> profile, network::TlsClient brings)
    : owner_(owner), profile_(profile), client(std::move(brings)) {
    ++owner_.sessions_;
}

void Tls::Session::begin() {
    if (!std::exchange(has_begun_, true) && profile_) owner_.tell(*profile_);
}

std::optional<TlsObstacle> Tls::obstacle(std::optional<int> profile) const {
    if (profile && lacks_name(*profile)) return TlsObstacle::NameNotFound;
    if (sessions_ >= kSessions) return TlsObstacle::TooMany;
    return std::nullopt;
}

std::unique_ptr<Tls::Session> Tls::open(std::optional<int> profile, const std::string& host) {
    if (obstacle(profile)) return nullptr;
    return std::make_unique<Session>(*this, profile,
                                     profile ? client(*profile, host) : network::TlsClient{});
}

// A root CA counts where roots are checked, what the client shows itself always.
bool Tls::lacks_name(int profile) const {
    const auto lacks = [&](SecurityOption option, CertificateType type) {
        const std::string name = profiles_.value(profile, option);
        return !name.empty() && store_.get(type, name).has_error();
    };
    const bool checks_root = profiles_.value(profile, SecurityOption::ValidationLevel) != "0";
    const bool pins = !profiles_.text(profile, SecurityOption::PinnedCertificate).ends_with(",0");
    return (checks_root && lacks(SecurityOption::RootCa, CertificateType::RootCa)) ||
           (pins && lacks(SecurityOption::PinnedCertificate, CertificateType::ServerCertificate)) ||
           lacks(SecurityOption::ClientCertificate, CertificateType::ClientCertificate) ||
           lacks(SecurityOption::ClientKey, CertificateType::PrivateKey);
}

network::TlsClient Tls::client(int profile, const std::string& host) const {
    network::TlsClient client;
    const std::string level = profiles_.value(profile, SecurityOption::ValidationLevel);
    client.validation = static_cast<network::TlsValidation>(level.front() - '0');
    const std::string root = profiles_.value(profile, SecurityOption::RootCa);
    for (const storage::Certificate& item : store_.list()) {
        const bool is_meant = root.empty() || item.name == root;
        if (item.type == CertificateType::RootCa && is_meant) {
            client.roots.push_back(item.common_name);
        }
    }
    client.host = profiles_.value(profile, SecurityOption::ExpectedHost);
    if (client.host.empty()) client.host = host;  // [assumed]
    client.now = now_();
    return client;
}

void Tls::tell(int profile) {
    if (profiles_.resumption(profile, kEnabled) != "1") return;
    const std::string type = profiles_.resumption(profile, kType);
    const int sub_tag = type == kEncrypted ? kEncryptedData : kPlainData;
    const std::string seed = fmt::format("session {} of profile {}", ++begun_, profile);
    const std::string data = storage::to_hex(storage::sha256(sim::as_bytes(seed)));
    profiles_.set_resumption(profile, sub_tag, fmt::format("\"{}\"", data));
    told_({profile, type, sub_tag, data});
}

}  // namespace sara::internet
