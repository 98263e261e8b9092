#include "models/commands/ftp_link.hpp"

#include "models/at/reply.hpp"

#include <utility>

namespace sara::commands {

using at::Reply;

void FtpLink::open(at::PendingCommand command, bool uploads,
                   const at::EscapeSequence::Settings& escape) {
    command_ = command;
    uploads_ = uploads;
    escape_settings_ = escape;
    is_connecting_ = false;
    has_ended_ = false;
    is_leaving_ = false;
    port_ = nullptr;
    early_.clear();
}

void FtpLink::on_ready() {
    is_connecting_ = true;
    command_.finish(Reply::connect(*this));
}

void FtpLink::on_data(sim::Bytes bytes) {
    if (port_ != nullptr) return port_->send_data(sim::as_text(bytes));
    early_ += sim::as_text(bytes);
    if (!is_connecting_) on_ready();
}

void FtpLink::on_data_mode(at::DataPort& port) {
    port_ = &port;
    escape_.start(escape_settings_);
    if (!early_.empty()) port_->send_data(early_);
    early_.clear();
    if (has_ended_) leave();
}

void FtpLink::on_bytes(sim::Bytes bytes) {
    escape_.on_bytes(bytes);
}

void FtpLink::on_payload(sim::Bytes bytes) {
    if (uploads_ && !is_leaving_) client_.send(bytes);
}

// The DTE has sent its file, or wants no more of the server's.
void FtpLink::on_escape() {
    if (std::exchange(is_leaving_, true)) return;
    if (uploads_) {
        client_.end_put();
    } else {
        client_.abort();
    }
}

void FtpLink::on_ended(bool is_success) {
    has_ended_ = true;
    if (port_ != nullptr) return leave();
    if (is_connecting_) return;
    // An empty file has no first byte to wait for.
    if (is_success) {
        on_ready();
    } else {
        command_.finish(Reply::error(at::CmeError::OperationNotAllowed));
    }
}

// DISCONNECT, then OK; the URC with the result follows.  [IP 9.1.1]
void FtpLink::leave() {
    escape_.stop();
    std::exchange(port_, nullptr)->leave_data(Reply::text("DISCONNECT"));
}

}  // namespace sara::commands
