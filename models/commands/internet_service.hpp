#pragma once

#include "models/commands/urc_broadcast.hpp"
#include "models/exclusion.hpp"
#include "models/internet/client_parts.hpp"
#include "models/internet/ftp_client.hpp"
#include "models/internet/http_client.hpp"
#include "models/internet/pinger.hpp"
#include "models/internet/sockets.hpp"
#include "models/products/profile.hpp"
#include "models/storage/storage.hpp"

namespace sara::commands {

/// The internet clients of a running module, and the URCs in which they speak.
class InternetService final : private internet::SocketsListener,
                              private internet::FtpClientListener,
                              private internet::HttpClientListener,
                              private internet::PingListener {
 public:
    InternetService(const internet::ClientParts& parts, storage::Storage& storage,
                    Exclusion& exclusion, const products::Profile& profile, UrcBroadcast& urcs);
    InternetService(const InternetService&) = delete;
    InternetService& operator=(const InternetService&) = delete;

 private:
    void on_socket_readable(int socket, std::size_t bytes) override;
    void on_socket_closed(int socket) override;
    void on_socket_accepted(int socket, const network::Endpoint& peer, int listening,
                            const network::Endpoint& local) override;
    void on_ftp_result(const internet::FtpResult& result) override;
    void on_http_result(int profile, const internet::HttpResult& result) override;
    void on_ping_line(const internet::PingJob& job, const internet::PingLine& line) override;
    void on_ping_failed() override;

    const products::Profile& profile_;
    UrcBroadcast& urcs_;

 public:
    const internet::ClientParts parts;
    internet::Sockets sockets;
    internet::FtpClient ftp;
    internet::HttpClient http;
    internet::Pinger pinger;
};

}  // namespace sara::commands
