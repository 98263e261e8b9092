#pragma once

#include "models/exclusion.hpp"
#include "models/internet/client_error.hpp"
#include "models/internet/client_parts.hpp"
#include "models/internet/http_profile.hpp"
#include "models/internet/http_transfer.hpp"
#include "models/network/packet_service.hpp"
#include "models/storage/storage.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>

namespace sara::internet {

/// Who hears how requests end.
class HttpClientListener {
 public:
    virtual void on_http_result(int profile, const HttpResult& result) = 0;

 protected:
    ~HttpClientListener() = default;
};

/// The HTTP client with its profiles, one request at a time for each.  [firmware-update 4.2]
class HttpClient final : private HttpTransferListener, private network::PacketListener {
 public:
    HttpClient(const ClientParts& parts, storage::Storage& storage, Exclusion& exclusion,
               HttpClientListener& listener);
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    HttpProfile& profile(int number) { return slot(number).profile; }
    bool is_busy(int number) const { return slots_[static_cast<std::size_t>(number)].is_busy; }

    /// Begins a request; every end, also one for want of a PSD profile, is told to the listener
    /// later.  The profile must not be busy.
    void start(int number, HttpJob job);

    /// Of the last request.
    ClientError last_error(int number) const {
        return slots_[static_cast<std::size_t>(number)].error;
    }

    static constexpr std::size_t kProfiles = 4;

 private:
    struct Slot {
        HttpProfile profile;
        ClientError error;
        HttpResult result;
        bool is_busy = false;
        std::unique_ptr<HttpTransfer> transfer;
        Exclusion::Token token;  ///< held while it downloads firmware
        sim::Timer ending;       ///< outside of whatever ended the request
    };

    void on_transfer_ended(int number, const HttpResult& result, HttpCode code) override;
    void on_packets_up() override {}
    void on_packets_down() override;
    void tell(int number);
    Slot& slot(int number) { return slots_[static_cast<std::size_t>(number)]; }

    ClientParts parts_;
    storage::Storage& storage_;
    Exclusion& exclusion_;
    HttpClientListener& listener_;
    std::array<Slot, kProfiles> slots_;
    Subscription<network::PacketListener> subscription_;
};

}  // namespace sara::internet
