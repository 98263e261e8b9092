#include "models/internet/http_client.hpp"

#include <utility>

namespace sara::internet {

HttpClient::HttpClient(const ClientParts& parts, storage::Storage& storage, Exclusion& exclusion,
                       HttpClientListener& listener)
    : parts_(parts),
      storage_(storage),
      exclusion_(exclusion),
      listener_(listener),
      subscription_(parts.packets.listeners(), *this) {
    for (std::size_t number = 0; number < kProfiles; ++number) {
        slots_[number].ending = parts_.scheduler.timer(
            "HTTP result", [this, number] { tell(static_cast<int>(number)); });
    }
}

void HttpClient::start(int number, HttpJob job) {
    Slot& mine = slot(number);
    mine.is_busy = true;
    HttpResult nothing;
    nothing.verb = job.verb;
    if (!parts_.packets.is_up()) return on_transfer_ended(number, nothing, HttpCode::NoPsd);
    if (mine.profile.server.empty()) {
        return on_transfer_ended(number, nothing, HttpCode::ServerMissing);
    }
    std::unique_ptr<Tls::Session> session;
    if (mine.profile.is_secure) {
        session = parts_.tls.open(mine.profile.security_profile, mine.profile.server);
        if (session == nullptr) return on_transfer_ended(number, nothing, HttpCode::SecureConnect);
    }
    if (job.verb == HttpVerb::Firmware) mine.token = exclusion_.begin(Download::Http);
    HttpTransferListener& listener = *this;
    mine.transfer = std::make_unique<HttpTransfer>(parts_, storage_, number, mine.profile,
                                                   std::move(session), std::move(job), listener);
}

// The URC follows OK, and the transfer is not destroyed within its own call.
void HttpClient::on_transfer_ended(int number, const HttpResult& result, HttpCode code) {
    Slot& mine = slot(number);
    mine.result = result;
    mine.error = http_error(code);
    mine.ending.restart({});
}

void HttpClient::tell(int number) {
    Slot& mine = slot(number);
    mine.transfer.reset();
    mine.token.release();
    mine.is_busy = false;
    listener_.on_http_result(number, mine.result);
}

void HttpClient::on_packets_down() {
    for (Slot& mine : slots_) {
        if (mine.transfer != nullptr) mine.transfer->fail(HttpCode::ConnectionLost);
    }
}

}  // namespace sara::internet
