#pragma once

#include "models/network/packet_service.hpp"
#include "models/network/pdp_contexts.hpp"
#include "models/products/product.hpp"
#include "models/storage/nvm.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::network {

/// Which addresses a PSD profile uses: <protocol> of +UPSD tag 0.
enum class PsdType { V4 = 0, V6 = 1, V4v6PrefersV4 = 2, V4v6PrefersV6 = 3 };

/// What +UPSD sets.
struct PsdProfile {
    PsdType type = PsdType::V4;
    std::string apn;
    std::optional<Address> dns1;
    std::optional<Address> dns2;
    int cid = PdpContexts::kInitial;  ///< tag 100: the context it goes over  [assumed: 1 at first]
};

/// Who hears of profiles.
class PsdListener {
 public:
    /// +UUPSDD: the profile dropped without being asked to.
    virtual void on_profile_lost(int profile) = 0;

 protected:
    ~PsdListener() = default;
};

enum class PsdFault {
    IsActive,      ///< this or another profile is up: only one at a time
    TypeMismatch,  ///< the context has another type  [IP 2.3.1]
    NoConnection,  ///< the context cannot come up
    NotStored
};

/// The module's internal packet switched data profiles; the one that is active carries sockets and
/// internet clients.  [module-behaviour 10]
class PsdProfiles final : public PacketService, private ContextListener {
 public:
    static constexpr int kProfiles = 6;

    /// Bytes that went through a context.  [at-commands 2.15: +UGCNTRD]
    struct Traffic {
        int cid = 0;
        std::uint64_t sent = 0;  ///< of this session
        std::uint64_t received = 0;
        std::uint64_t total_sent = 0;
        std::uint64_t total_received = 0;
    };

    PsdProfiles(PdpContexts& contexts, Registration& registration, storage::Nvm& nvm,
                products::Generation generation);
    PsdProfiles(const PsdProfiles&) = delete;
    PsdProfiles& operator=(const PsdProfiles&) = delete;
    ~PsdProfiles() override;

    const PsdProfile& profile(int number) const { return profiles_.at(index(number)); }

    /// IsActive while that profile is up.
    std::optional<PsdFault> change(int number, const PsdProfile& profile);

    void reset(int number);  ///< +UPSDA action 0
    std::optional<PsdFault> save(int number);
    void load(int number);
    std::optional<PsdFault> activate(int number);

    /// False unless that profile was up.
    bool deactivate(int number);

    std::optional<int> active() const { return active_; }
    bool is_active(int number) const { return active_ == number; }

    /// One row a context that carried anything.
    const std::vector<Traffic>& traffic() const { return traffic_; }
    void set_traffic(int cid, std::uint64_t total_sent, std::uint64_t total_received);

    // PacketService
    bool is_up() const override { return active_.has_value(); }
    bool has_coverage() const override;
    std::optional<Address> address() const override;
    std::span<const Address> dns() const override { return dns_; }
    void on_traffic(std::uint64_t sent_bytes, std::uint64_t received_bytes) override;

    Listeners<PsdListener>& profile_listeners() { return profile_listeners_; }

 private:
    void on_context_up(int /*cid*/) override {}
    void on_context_down(int cid, ContextEnd how) override;

    static std::size_t index(int number) { return static_cast<std::size_t>(number); }
    PsdProfile factory_profile() const;
    bool matches(const PsdProfile& profile) const;
    void take_dns(const PsdProfile& profile);
    Traffic& traffic_of(int cid);

    PdpContexts& contexts_;
    Registration& registration_;
    storage::Nvm& nvm_;
    const products::Generation generation_;
    std::array<PsdProfile, kProfiles> profiles_;
    std::optional<int> active_;
    std::vector<Address> dns_;
    std::vector<Traffic> traffic_;
    Listeners<PsdListener> profile_listeners_;
};

}  // namespace sara::network
