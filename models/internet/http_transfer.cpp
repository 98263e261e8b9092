#include "models/internet/http_transfer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace sara::internet {

namespace {

constexpr int kOk = 200;
constexpr int kUnauthorized = 401;

std::string_view method_of(HttpVerb verb) {
    switch (verb) {
        case HttpVerb::Head:
            return "HEAD";
        case HttpVerb::Delete:
            return "DELETE";
        case HttpVerb::Put:
            return "PUT";
        case HttpVerb::PostFile:
        case HttpVerb::PostData:
            return "POST";
        case HttpVerb::Get:
        case HttpVerb::Firmware:
            break;
    }
    return "GET";
}

network::HttpRequest request_of(const HttpProfile& profile, const Tls::Session* session,
                                const HttpJob& job) {
    network::HttpRequest request{.method = std::string(method_of(job.verb)),
                                 .server = {profile.server, profile.port()},
                                 .path = job.path,
                                 .is_secure = session != nullptr,
                                 .tls = session ? session->client : network::TlsClient{},
                                 .body = job.body};
    if (profile.authenticates) request.credentials = {profile.user, profile.password};
    if (!job.content_type.empty()) request.headers.push_back({"Content-Type", job.content_type});
    for (const auto& header : profile.custom_headers) {
        if (header) request.headers.push_back(*header);
    }
    return request;
}

std::optional<std::size_t> length_of(const network::HttpHead& head) {
    const auto header =
        std::ranges::find(head.headers, "Content-Length", &network::HttpHeader::name);
    if (header == head.headers.end()) return std::nullopt;
    std::size_t length = 0;
    std::from_chars(header->value.data(), header->value.data() + header->value.size(), length);
    return length;
}

/// Status line and headers as they stand in a result file.  HTTP/1.0  [DS T3]
std::string text_of(const network::HttpHead& head) {
    std::string text = fmt::format("HTTP/1.0 {} {}\r\n", head.status, head.reason);
    for (const network::HttpHeader& header : head.headers) {
        text += fmt::format("{}: {}\r\n", header.name, header.value);
    }
    return text + "\r\n";
}

}  // namespace

HttpTransfer::HttpTransfer(const ClientParts& parts, storage::Storage& storage, int number,
                           const HttpProfile& profile, std::unique_ptr<Tls::Session> session,
                           HttpJob job, HttpTransferListener& listener)
    : parts_(parts),
      storage_(storage),
      number_(number),
      patience_(profile.timeout),
      job_(std::move(job)),
      session_(std::move(session)),
      listener_(listener),
      timeout_(parts.scheduler.timer("HTTP time-out", [this] { fail(HttpCode::ReceiveTimeout); })) {
    result_.verb = job_.verb;
    timeout_.restart(patience_);
    parts_.packets.on_traffic(job_.body.size(), 0);
    exchange_ = parts_.network.request(request_of(profile, session_.get(), job_), *this);
}

void HttpTransfer::on_head(const network::HttpHead& head) {
    timeout_.restart(patience_);
    if (session_ != nullptr) session_->begin();
    result_.status = head.status;
    if (!is_firmware()) {
        if (!open_result(head)) fail(HttpCode::FileOpen);
    } else if (head.status != kOk) {
        fail(head.status == kUnauthorized ? HttpCode::UserAuthentication : HttpCode::InRequest);
    } else if (!open_package(head)) {
        fail(HttpCode::FileOpen);
    }
}

bool HttpTransfer::open_package(const network::HttpHead& head) {
    auto opened = ReceivingFile::package(storage_, length_of(head));
    if (opened.has_error()) return false;
    file_ = std::move(*opened);
    return true;
}

bool HttpTransfer::open_result(const network::HttpHead& head) {
    auto opened =
        ReceivingFile::user_file(storage_, job_.result_file, storage::WriteMode::Overwrite);
    if (opened.has_error()) return false;
    file_ = std::move(*opened);
    return file_->append(sim::as_bytes(text_of(head))).has_value();
}

void HttpTransfer::on_body(sim::Bytes bytes) {
    if (has_ended_) return;
    timeout_.restart(patience_);
    parts_.packets.on_traffic(0, bytes.size());
    if (file_->append(bytes).has_error()) fail(HttpCode::FileWrite);
}

void HttpTransfer::on_done() {
    if (has_ended_) return;
    if (file_->finish().has_error()) return fail(HttpCode::FileWrite);
    if (is_firmware()) {
        auto md5 = package_md5(storage_);
        if (md5.has_error()) return fail(HttpCode::FileWrite);
        result_.md5 = std::move(*md5);
    }
    result_.is_success = true;
    end(HttpCode::None);
}

void HttpTransfer::fail(HttpCode code) {
    if (!has_ended_) end(code);
}

void HttpTransfer::end(HttpCode code) {
    has_ended_ = true;
    timeout_.cancel();
    file_.reset();
    session_.reset();
    listener_.on_transfer_ended(number_, result_, code);
}

}  // namespace sara::internet
