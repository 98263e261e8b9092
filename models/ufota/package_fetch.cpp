#include "models/ufota/package_fetch.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace sara::ufota {

namespace {

using namespace std::chrono_literals;

constexpr sim::Duration kSilence = 180s;  // as the HTTP client's own  [R4 p267]

constexpr int kOk = 200;
constexpr int kPartialContent = 206;
constexpr int kNotFound = 404;
constexpr int kGone = 410;

network::HttpRequest request_for(const PackageUri& uri, std::size_t offset) {
    network::HttpRequest request{
        .server = uri.server, .path = uri.path, .is_secure = uri.is_secure};
    if (offset > 0) request.offset = offset;
    return request;
}

std::optional<std::string_view> header_of(const network::HttpHead& head, std::string_view name) {
    const auto found = std::ranges::find(head.headers, name, &network::HttpHeader::name);
    if (found == head.headers.end()) return std::nullopt;
    return found->value;
}

/// The number at the end of `text`: all of a Content-Length, the last part of a Content-Range.
std::optional<std::size_t> last_number(std::optional<std::string_view> text) {
    if (!text) return std::nullopt;
    const std::size_t slash = text->rfind('/');
    if (slash != std::string_view::npos) text->remove_prefix(slash + 1);
    std::size_t number = 0;
    const char* const end = text->data() + text->size();
    const auto [rest, error] = std::from_chars(text->data(), end, number);
    return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

}  // namespace

PackageFetch::PackageFetch(sim::Scheduler& scheduler, network::Network& network,
                           const PackageUri& uri, PartialPackage& package, FetchListener& listener)
    : package_(package), listener_(listener), silence_(scheduler.timer("package", [this] {
          has_ended_ = true;
          listener_.on_fetch_lost();
      })) {
    silence_.restart(kSilence);
    exchange_ = network.request(request_for(uri, package_.size()), *this);
}

// 206 goes on where we are, 200 begins at the beginning.  [firmware-update 2.4, assumed]
void PackageFetch::on_head(const network::HttpHead& head) {
    silence_.restart(kSilence);
    if (head.status == kPartialContent) {
        total_ = last_number(header_of(head, "Content-Range"));
    } else if (head.status == kOk) {
        package_.drop();
        total_ = last_number(header_of(head, "Content-Length"));
    } else {
        has_ended_ = true;
        const bool is_missing = head.status == kNotFound || head.status == kGone;
        return listener_.on_fetch_failed(is_missing ? Fault::BadUrl : Fault::NetworkError);
    }
    if (package_.go_on(total_).has_error()) {
        has_ended_ = true;
        return listener_.on_fetch_failed(Fault::NoMemory);
    }
    listener_.on_fetch_began(total_);
}

void PackageFetch::on_body(sim::Bytes bytes) {
    if (has_ended_) return;
    silence_.restart(kSilence);
    if (package_.append(bytes).has_error()) {
        has_ended_ = true;
        return listener_.on_fetch_failed(Fault::NoMemory);
    }
    if (total_ && package_.size() == *total_) return complete();
    listener_.on_fetch_progress();
}

void PackageFetch::on_done() {
    if (has_ended_) return;
    if (!total_) return complete();
    has_ended_ = true;
    listener_.on_fetch_failed(Fault::Integrity);  // all came, and it is less than was announced
}

void PackageFetch::complete() {
    has_ended_ = true;
    silence_.cancel();
    if (package_.keep().has_error()) return listener_.on_fetch_failed(Fault::NoMemory);
    listener_.on_fetch_complete();
}

// A name that nobody knows is a bad URL, a server without the right TLS no server for us; whatever
// else happens on the way may be better in a minute.  [assumed]
void PackageFetch::on_failed(network::Error error) {
    if (std::exchange(has_ended_, true)) return;
    silence_.cancel();
    if (error == network::Error::UnknownHost) return listener_.on_fetch_failed(Fault::BadUrl);
    if (error == network::Error::SecureFailed) {
        return listener_.on_fetch_failed(Fault::NetworkError);
    }
    listener_.on_fetch_lost();
}

}  // namespace sara::ufota
