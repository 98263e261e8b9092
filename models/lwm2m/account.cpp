#include "models/lwm2m/account.hpp"

#include "models/lwm2m/server_object.hpp"
#include "models/lwm2m/server_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace sara::lwm2m {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kDefaultLifetime = 86400;
constexpr sim::Duration kAwake = 93s;  ///< MAX_TRANSMIT_WAIT: queue mode's window  [lwm2m 8]
constexpr std::uint16_t kSecurePort = 5684;
constexpr std::size_t kIpUdpHeaders = 28;

/// The host and port of "coaps://host:port".
network::Endpoint endpoint_of(std::string_view uri) {
    const std::size_t scheme = uri.find("://");
    if (scheme != uri.npos) uri.remove_prefix(scheme + 3);
    const std::size_t colon = uri.find(':');
    network::Endpoint endpoint{std::string(uri.substr(0, colon)), kSecurePort};
    if (colon != uri.npos) {
        std::from_chars(uri.data() + colon + 1, uri.data() + uri.size(), endpoint.port);
    }
    return endpoint;
}

}  // namespace

Account::Account(const ClientParts& parts, const Settings& settings, ServerAccount account,
                 RegistrationWatcher& watcher)
    : parts_(parts),
      settings_(settings),
      account_(std::move(account)),
      watcher_(watcher),
      settle_(parts.scheduler.timer("LwM2M", [this] { on_settled(); })),
      update_(parts.scheduler.timer(sim::patience("LwM2M lifetime"),
                                    [this] { machine_.update_due(); })),
      notify_(parts.scheduler.timer(sim::patience("LwM2M notify"), [this] { notify(); })),
      machine_(*this),
      channel_(parts.scheduler, *this) {}

RegistrationStatus Account::status() const {
    using enum RegistrationStatus;
    switch (machine_.state()) {
        case ClientState::Idle:
        case ClientState::Deregistered:
            return Deregistered;
        case ClientState::Registering:
            return Pending;
        case ClientState::Registered:
            return Registered;
        case ClientState::Updating:
            return UpdatePending;
        case ClientState::Deregistering:
            return DeregistrationPending;
        case ClientState::Failed:
            break;
    }
    return Failed;
}

std::optional<sim::Duration> Account::time_to_update() const {
    if (!update_.is_running()) return std::nullopt;
    return update_.due() - parts_.scheduler.now();
}

void Account::update_due(bool objects_differ) {
    objects_differ_ = objects_differ_ || objects_differ;
    machine_.update_due();
}

// --- the table's actions.  What leads to further events comes from an event of its own.

void Account::entered(std::string_view state) {
    parts_.trace.emit(sim::RecordKind::State, "lwm2m client",
                      {{"state", state}, {"server", std::int64_t{account_.server}}});
    settle_.restart({});
}

void Account::refused(std::string_view event) {
    parts_.trace.emit(sim::RecordKind::Note, "lwm2m client", {{"refused", event}});
}

void Account::send_register() {
    location_.clear();
    observations_.clear();  // the server makes them anew  [R01 2.1]
    attributes_.clear();
    channel_.clear();
    update_.cancel();
    updates_again_ = false;
    pending_ = registration();
    look_up();
}

void Account::send_update() {
    update_.cancel();
    updates_again_ = false;
    pending_ = update();
    ask();
}

void Account::send_deregister() {
    update_.cancel();
    channel_.clear();
    pending_ = CoapMessage{};
    pending_.code = CoapCode::Delete;
    pending_.add_path(CoapOptionNumber::UriPath, location_);
    ask();
}

void Account::start_lifetime() {
    update_.restart(
        std::max<sim::Duration>(std::chrono::seconds(lifetime_) - settings_.margin, 1s));
}

void Account::forget_registration() {
    location_.clear();
    observations_.clear();
    channel_.clear();
    query_.reset();
    port_.reset();
    update_.cancel();
    notify_.cancel();
}

void Account::report_failure() {
    forget_registration();
}

void Account::on_settled() {
    tell_status();
    if (std::exchange(is_barred_, false)) return machine_.refused();
    if (machine_.state() == ClientState::Registered && std::exchange(updates_again_, false)) {
        machine_.update_due();
    }
}

void Account::tell_status() {
    const RegistrationStatus now = status();
    if (told_ == now) return;
    told_ = now;
    watcher_.on_status(account_.server, static_cast<int>(now));
}

// --- out

void Account::look_up() {
    if (account_.uri.empty() || !watcher_.may_connect()) {
        is_barred_ = true;
        return;
    }
    server_ = endpoint_of(account_.uri);
    query_ = parts_.internet.resolve(
        server_.host, [this](const Result<std::string, network::Error>& address) {
            if (!address) return machine_.refused();
            server_.host = *address;
            count(kHandshakeBytes / 2, kHandshakeBytes - kHandshakeBytes / 2);
            ask();
        });
}

void Account::ask() {
    if (!port_) port_ = parts_.internet.open_datagrams(0, *this);
    channel_.send(pending_, [this](const CoapMessage* answer) { on_answer(answer); });
}

void Account::on_answer(const CoapMessage* answer) {
    if (answer == nullptr) return machine_.unanswered();
    if (answer->code == CoapCode::NotFound) return machine_.unknown();
    if (!answer->is_success()) return machine_.refused();
    if (answer->code == CoapCode::Created) {
        location_ = answer->path(CoapOptionNumber::LocationPath);
    }
    machine_.accepted();
}

/// POST /rd with the list of objects.  [OMA 5.3.1]
CoapMessage Account::registration() {
    lifetime_ = number_at(kServerLifetime, kDefaultLifetime);
    binding_ = binding();
    objects_differ_ = false;
    CoapMessage message;
    message.code = CoapCode::Post;
    message.add_path(CoapOptionNumber::UriPath, "/rd")
        .add(CoapOptionNumber::ContentFormat, static_cast<std::uint32_t>(ContentFormat::LinkFormat))
        .add(CoapOptionNumber::UriQuery, "ep=" + settings_.endpoint)
        .add(CoapOptionNumber::UriQuery, fmt::format("lt={}", lifetime_))
        .add(CoapOptionNumber::UriQuery, "lwm2m=1.0")
        .add(CoapOptionNumber::UriQuery, "b=" + binding_);
    const std::string list = objects();
    message.payload.assign(list.begin(), list.end());
    return message;
}

/// POST /rd/<id> with what differs.  [OMA 5.3.2]
CoapMessage Account::update() {
    CoapMessage message;
    message.code = CoapCode::Post;
    message.add_path(CoapOptionNumber::UriPath, location_);
    const std::int64_t lifetime = number_at(kServerLifetime, kDefaultLifetime);
    if (std::exchange(lifetime_, lifetime) != lifetime) {
        message.add(CoapOptionNumber::UriQuery, fmt::format("lt={}", lifetime));
    }
    const std::string wanted = binding();
    if (std::exchange(binding_, wanted) != wanted) {
        message.add(CoapOptionNumber::UriQuery, "b=" + wanted);
    }
    if (std::exchange(objects_differ_, false)) {
        message.add(CoapOptionNumber::ContentFormat,
                    static_cast<std::uint32_t>(ContentFormat::LinkFormat));
        const std::string list = objects();
        message.payload.assign(list.begin(), list.end());
    }
    return message;
}

std::int64_t Account::number_at(std::uint16_t resource, std::int64_t otherwise) const {
    const Path path{.object = kServerObject, .instance = account_.instance, .resource = resource};
    const auto items = parts_.tree.read(path, Requester{});
    if (!items || items->empty()) return otherwise;
    const auto* number = std::get_if<std::int64_t>(&items->front().value);
    return number != nullptr ? *number : otherwise;
}

std::string Account::binding() const {
    const Path path{
        .object = kServerObject, .instance = account_.instance, .resource = kServerBinding};
    const auto items = parts_.tree.read(path, Requester{});
    if (!items || items->empty()) return "UQ";
    const auto* text = std::get_if<std::string>(&items->front().value);
    return text != nullptr ? *text : "UQ";
}

/// The list of +ULWM2MLIST without object 0, in link format.  [lwm2m 8]
std::string Account::objects() const {
    std::string list = "</>;rt=\"oma.lwm2m\"";
    const auto paths = parts_.tree.list(Path{});
    if (!paths) return list;
    for (const Path& path : *paths) {
        if (path.object != std::uint16_t{0}) list += fmt::format(",<{}>", text_of(path));
    }
    return list;
}

// --- the wire

void Account::on_send(const std::vector<std::uint8_t>& bytes) {
    if (!port_) return;
    awake_until_ = parts_.scheduler.now() + kAwake;
    trace_message(true, bytes);
    count(bytes.size() + kRecordBytes + kIpUdpHeaders, 0);
    port_->send(server_, bytes);
}

void Account::on_datagram(const network::Endpoint& from, sim::Bytes bytes) {
    if (!(from == server_)) return;
    // Queue mode: between its own messages the client sleeps.
    if (parts_.scheduler.now() > awake_until_ && binding_.find('Q') != std::string::npos) return;
    trace_message(false, bytes);
    count(0, bytes.size() + kRecordBytes + kIpUdpHeaders);
    channel_.on_bytes(bytes);
}

/// Real messages, so that a capture of them can be read by anybody's tools.
void Account::trace_message(bool is_ours, sim::Bytes bytes) const {
    if (!parts_.trace.is_on()) return;
    const std::uint16_t port = port_ ? port_->port() : std::uint16_t{0};
    const network::Endpoint here{watcher_.local_address(), port};
    const network::Endpoint& from = is_ours ? here : server_;
    const network::Endpoint& to = is_ours ? server_ : here;
    parts_.trace.emit(sim::RecordKind::Coap, "lwm2m client",
                      {{"from", from.host},
                       {"from_port", std::int64_t{from.port}},
                       {"to", to.host},
                       {"to_port", std::int64_t{to.port}},
                       {"bytes", bytes}});
}

void Account::count(std::size_t sent, std::size_t received) {
    traffic_bytes_ += sent + received;
    watcher_.on_traffic(sent, received);
}

bool Account::is_busy() const {
    const ClientState state = machine_.state();
    return channel_.is_busy() || state == ClientState::Registering ||
           state == ClientState::Updating || state == ClientState::Deregistering;
}

CoapMessage Account::on_request(const CoapMessage& request) {
    const auto path = parse_path(request.path());
    if (path && set_attributes(request, *path)) return answer_to(request, CoapCode::Changed);
    CoapMessage answer = answer_server(parts_.tree, account_.server, request);
    if (request.code == CoapCode::Get && path && answer.code == CoapCode::Content) {
        observe(request, answer, *path);
    }
    return answer;
}

}  // namespace sara::lwm2m
