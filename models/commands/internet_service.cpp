#include "models/commands/internet_service.hpp"

#include <fmt/format.h>

namespace sara::commands {

namespace {

using internet::FtpOperation;
using internet::HttpVerb;

constexpr int kPingNoAddress = 1;  ///< of +UUPINGER  [assumed]

}  // namespace

InternetService::InternetService(const internet::ClientParts& lent, storage::Storage& storage,
                                 Exclusion& exclusion, const products::Profile& profile,
                                 UrcBroadcast& urcs)
    : profile_(profile),
      urcs_(urcs),
      parts(lent),
      sockets(parts, *this),
      ftp(parts, storage, exclusion, {profile.ftp_other_class, profile.ftp_other_code}, *this),
      http(parts, storage, exclusion, *this),
      pinger(parts, *this) {}

void InternetService::on_socket_readable(int socket, std::size_t bytes) {
    const internet::Socket* read = sockets.find(socket);
    const bool is_udp = read != nullptr && read->protocol() == internet::Protocol::Udp;
    const auto* name = is_udp && profile_.udp_reports_uusorf ? "+UUSORF" : "+UUSORD";
    urcs_.post(fmt::format("{}: {},{}", name, socket, bytes));
}

void InternetService::on_socket_closed(int socket) {
    urcs_.post(fmt::format("+UUSOCL: {}", socket));
}

void InternetService::on_socket_accepted(int socket, const network::Endpoint& peer, int listening,
                                         const network::Endpoint& local) {
    urcs_.post(fmt::format("+UUSOLI: {},\"{}\",{},{},\"{}\",{}", socket, peer.host, peer.port,
                           listening, local.host, local.port));
}

void InternetService::on_ftp_result(const internet::FtpResult& result) {
    const int operation = static_cast<int>(result.operation);
    if (!result.list.empty()) {
        urcs_.post(fmt::format("+UUFTPCD: {},{},\"{}\"", operation, result.list.size(),
                               sim::as_text(result.list)));
    }
    std::string text = fmt::format("+UUFTPCR: {},{}", operation, result.is_success ? 1 : 0);
    if (!result.md5.empty()) text += fmt::format(",\"{}\"", result.md5);
    urcs_.post(text);
}

// A failed download has no status, unless the profile asks for it. [R01 4.2.4][firmware-update 4.2]
void InternetService::on_http_result(int profile, const internet::HttpResult& result) {
    std::string text = fmt::format("+UUHTTPCR: {},{},{}", profile, static_cast<int>(result.verb),
                                   result.is_success ? 1 : 0);
    const bool is_firmware = result.verb == HttpVerb::Firmware;
    if (is_firmware && (result.is_success || profile_.http_fail_status)) {
        text += fmt::format(",{}", result.status);
    }
    if (!result.md5.empty()) text += fmt::format(",\"{}\"", result.md5);
    urcs_.post(text);
}

void InternetService::on_ping_line(const internet::PingJob& job, const internet::PingLine& line) {
    urcs_.post(fmt::format("+UUPING: {},{},\"{}\",\"{}\",{},{}", line.sequence, job.size_bytes,
                           job.host, line.address, line.hop_limit, line.round_trip_ms));
}

void InternetService::on_ping_failed() {
    urcs_.post(fmt::format("+UUPINGER: {}", kPingNoAddress));
}

}  // namespace sara::commands
