#pragma once

#include "models/exclusion.hpp"
#include "models/internet/client_error.hpp"
#include "models/internet/client_parts.hpp"
#include "models/internet/ftp_job.hpp"
#include "models/internet/receiving_file.hpp"
#include "models/network/ftp.hpp"
#include "models/network/packet_service.hpp"
#include "models/storage/storage.hpp"
#include "sim/scheduler.hpp"

#include <memory>
#include <optional>

namespace sara::internet {

/// Who hears how operations end.
class FtpClientListener {
 public:
    virtual void on_ftp_result(const FtpResult& result) = 0;

 protected:
    ~FtpClientListener() = default;
};

/// The FTP client: one session, one operation at a time.  [firmware-update 4.1]
class FtpClient final : private network::FtpListener, private network::PacketListener {
 public:
    /// `other_error` is what +UFTPER says of causes that have no code of their own.
    FtpClient(const ClientParts& parts, storage::Storage& storage, Exclusion& exclusion,
              const ClientError& other_error, FtpClientListener& listener);
    FtpClient(const FtpClient&) = delete;
    FtpClient& operator=(const FtpClient&) = delete;

    FtpSettings settings;

    bool is_busy() const { return is_busy_; }
    bool is_logged_in() const { return is_logged_in_; }

    /// Begins an operation; every end, also one for want of a PSD profile, is told to the listener
    /// later.  The client must not be busy.
    void start(FtpJob job);

    /// Bytes of a DirectPut, and its end.
    void send(sim::Bytes bytes);
    void end_put() { session_->end(); }

    /// Breaks a DirectGet off.
    void abort() { session_->abort(); }

    /// Of the last operation.
    ClientError last_error() const { return error_; }

 private:
    void on_reply(int code) override;
    void on_ready_to_store() override;
    void on_data(sim::Bytes bytes) override;
    void on_failed(network::Error error) override;
    void on_packets_up() override {}
    void on_packets_down() override;

    void log_in();
    void perform();
    std::optional<network::FtpCommand> command_of_job();
    bool open_user_file(network::FtpCommand& command);
    bool open_package();
    bool store(sim::Bytes bytes);
    void finish_transfer();
    void end(bool is_success, const ClientError& error);
    void fail_otherwise() { end(false, other_error_); }
    void lose_session();
    void tell();
    void keep_waiting() { timeout_.restart(settings.timeout); }

    ClientParts parts_;
    storage::Storage& storage_;
    Exclusion& exclusion_;
    ClientError other_error_;
    FtpClientListener& listener_;

    bool is_busy_ = false;
    bool is_logged_in_ = false;
    bool has_ended_ = true;         ///< the operation, though it may not yet be told
    bool session_is_lost_ = false;  ///< it goes outside of its own call
    FtpJob job_;
    FtpResult result_;
    ClientError error_;
    std::optional<ReceivingFile> file_;
    std::vector<std::uint8_t> upload_;
    Exclusion::Token token_;  ///< held while it downloads firmware
    std::unique_ptr<Tls::Session> tls_;
    std::unique_ptr<network::FtpSession> session_;
    sim::Timer timeout_;
    sim::Timer ending_;
    Subscription<network::PacketListener> subscription_;
};

}  // namespace sara::internet
