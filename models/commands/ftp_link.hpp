#pragma once

#include "models/at/data_link.hpp"
#include "models/at/escape_sequence.hpp"
#include "models/at/pending.hpp"
#include "models/internet/ftp_client.hpp"
#include "sim/scheduler.hpp"

#include <optional>
#include <string>

namespace sara::commands {

/// The direct link of +UFTPC=6 and 7: the file goes over the port itself.  [IP 9.1]
class FtpLink final : public at::DataLink, public internet::FtpDirect, private at::EscapeListener {
 public:
    FtpLink(sim::Scheduler& scheduler, internet::FtpClient& client)
        : client_(client), escape_(scheduler, *this) {}

    /// CONNECT answers `command` when the server is ready, an error if it never is.
    void open(at::PendingCommand command, bool uploads, const at::EscapeSequence::Settings& escape);

 private:
    // at::DataLink
    void on_data_mode(at::DataPort& port) override;
    void on_bytes(sim::Bytes bytes) override;
    void on_dtr_off() override { on_escape(); }

    // internet::FtpDirect
    void on_ready() override;
    void on_data(sim::Bytes bytes) override;
    void on_ended(bool is_success) override;

    // at::EscapeListener
    void on_payload(sim::Bytes bytes) override;
    void on_escape() override;

    void leave();

    internet::FtpClient& client_;
    at::EscapeSequence escape_;
    at::EscapeSequence::Settings escape_settings_{};
    at::PendingCommand command_;
    bool uploads_ = false;
    bool is_connecting_ = false;  ///< CONNECT is on its way
    bool has_ended_ = false;
    bool is_leaving_ = false;  ///< the DTE has had enough
    at::DataPort* port_ = nullptr;
    std::string early_;  ///< came before the port was ready
};

}  // namespace sara::commands
