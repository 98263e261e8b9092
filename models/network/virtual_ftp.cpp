#include "models/network/virtual_ftp.hpp"

#include "models/network/ftp_reply.hpp"
#include "models/network/virtual_tls.hpp"

#include <algorithm>
#include <utility>

namespace sara::network {

namespace {

constexpr std::size_t kLineBytes = 80;  ///< a command or a reply with its headers  [assumed]

}  // namespace

VirtualFtpSession::VirtualFtpSession(VirtualParts parts, FtpLogin login, FtpListener& listener)
    : parts_(parts),
      login_(std::move(login)),
      listener_(listener),
      up_(parts.link, Direction::Up),
      down_(parts.link, Direction::Down) {
    dial_.emplace(parts_, up_, down_, login_.server,
                  [this](Result<VirtualServer*, Error> outcome) { on_dialled(outcome); });
}

void VirtualFtpSession::on_dialled(Result<VirtualServer*, Error> outcome) {
    if (outcome.has_error()) return listener_.on_failed(outcome.error());
    VirtualServer& server = **outcome;
    if (!server.ftp) return fail(Error::Reset);
    server_ = &*server.ftp;
    if (!login_.is_secure) return server.spec.is_secure() ? fail(Error::SecureFailed) : log_in();
    shake_tls(up_, down_, login_.tls, server, [this](bool agreed) {
        return agreed ? log_in() : listener_.on_failed(Error::SecureFailed);
    });
}

void VirtualFtpSession::log_in() {
    ask([this] {  // USER
        down_.push(kLineBytes, [this] {
            ask([this] { reply(server_->login(login_.credentials)); });  // PASS
        });
    });
}

void VirtualFtpSession::fail(Error error) {
    ask([this, error] {
        down_.push(kHandshakeBytes, [this, error] { listener_.on_failed(error); });
    });
}

void VirtualFtpSession::ask(std::function<void()> at_server) {
    up_.push(kLineBytes, std::move(at_server));
}

void VirtualFtpSession::reply(int code) {
    parts_.trace.emit(sim::RecordKind::Note, "network",
                      {{"ftp", "reply"}, {"code", static_cast<std::int64_t>(code)}});
    down_.push(
        kLineBytes, [this, code] { listener_.on_reply(code); }, server_->spec().delay);
}

void VirtualFtpSession::perform(const FtpCommand& command) {
    switch (command.verb) {
        case FtpVerb::Retrieve:
        case FtpVerb::Store:
        case FtpVerb::List:
        case FtpVerb::NameList:
            return ask([this, command] { open_data(command); });  // PASV or PORT
        default:
            return ask([this, command] { reply(answer(command)); });
    }
}

int VirtualFtpSession::answer(const FtpCommand& command) {
    switch (command.verb) {
        case FtpVerb::Delete:
            return server_->remove(folder_, command.path);
        case FtpVerb::Rename:
            return server_->rename(folder_, command.path, command.target);
        case FtpVerb::ChangeDirectory:
            return server_->change_folder(folder_, command.path);
        case FtpVerb::MakeDirectory:
            return server_->make_folder(folder_, command.path);
        case FtpVerb::RemoveDirectory:
            return server_->remove_folder(folder_, command.path);
        default:
            return ftp_reply::kClosing;
    }
}

void VirtualFtpSession::open_data(const FtpCommand& command) {
    if (login_.mode == FtpMode::Active && !server_->spec().active) {
        return reply(ftp_reply::kNoDataConnection);
    }
    down_.push(kLineBytes, [this, command] { ask([this, command] { on_transfer(command); }); });
}

void VirtualFtpSession::on_transfer(const FtpCommand& command) {
    if (command.verb == FtpVerb::Store) return begin_store(command.path);
    download_ = command.verb == FtpVerb::Retrieve
                    ? server_->retrieve(folder_, command.path, command.offset)
                    : server_->list(folder_, command.path, command.verb == FtpVerb::List);
    if (server_->is_disturbed()) {
        parts_.trace.emit(sim::RecordKind::Note, "network", {{"disturbed", command.path}});
    }
    if (download_.content == nullptr) return reply(download_.reply);
    send_data();
}

void VirtualFtpSession::send_data() {
    down_.pace(server_->rate());
    for (std::size_t at = download_.begin; at < download_.end; at += Flow::kSegment) {
        const std::size_t size = std::min(download_.end - at, Flow::kSegment);
        down_.push(size, [this, at] {
            const std::size_t piece = std::min(download_.end - at, Flow::kSegment);
            listener_.on_data(sim::Bytes(*download_.content).subspan(at, piece));
        });
    }
    if (!download_.breaks) return reply(download_.reply);
    down_.push(kHandshakeBytes, [this] { listener_.on_failed(Error::Reset); });
}

void VirtualFtpSession::begin_store(const std::string& path) {
    const int permission = server_->may_store(folder_, path);
    if (permission >= ftp_reply::kFirstFailure) return reply(permission);
    storing_ = path;
    stored_.clear();
    down_.push(kLineBytes, [this] { listener_.on_ready_to_store(); });
}

void VirtualFtpSession::send(sim::Bytes bytes) {
    while (!bytes.empty()) {
        const sim::Bytes part = bytes.first(std::min(bytes.size(), Flow::kSegment));
        bytes = bytes.subspan(part.size());
        up_.push(part.size(),
                 [this, segment = std::vector<std::uint8_t>(part.begin(), part.end())] {
                     stored_.insert(stored_.end(), segment.begin(), segment.end());
                 });
    }
}

void VirtualFtpSession::end() {
    ask([this] {
        server_->store(folder_, storing_, std::move(stored_));
        reply(ftp_reply::kTransferComplete);
    });
}

void VirtualFtpSession::abort() {
    up_.clear();
    down_.clear();
    ask([this] { reply(ftp_reply::kTransferAborted); });
}

}  // namespace sara::network
