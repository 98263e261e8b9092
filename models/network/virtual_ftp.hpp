#pragma once

#include "models/network/flow.hpp"
#include "models/network/ftp.hpp"
#include "models/network/virtual_dial.hpp"
#include "models/network/virtual_internet.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sara::network {

/// A session with an FTP server of the virtual network.
class VirtualFtpSession final : public FtpSession {
 public:
    VirtualFtpSession(VirtualParts parts, FtpLogin login, FtpListener& listener);

    void perform(const FtpCommand& command) override;
    void send(sim::Bytes bytes) override;
    void end() override;
    void abort() override;

 private:
    void on_dialled(Result<VirtualServer*, Error> outcome);
    void log_in();
    void fail(Error error);

    /// A command goes up; `at_server` runs when it arrives.
    void ask(std::function<void()> at_server);
    void reply(int code);

    int answer(const FtpCommand& command);
    void open_data(const FtpCommand& command);
    void on_transfer(const FtpCommand& command);
    void begin_store(const std::string& path);
    void send_data();

    VirtualParts parts_;
    FtpLogin login_;
    FtpListener& listener_;
    FtpServer* server_ = nullptr;
    std::string folder_ = "/";
    FtpServer::Download download_{};
    std::string storing_;               ///< path
    std::vector<std::uint8_t> stored_;  ///< what of it has arrived
    Flow up_;
    Flow down_;
    std::optional<VirtualDial> dial_;
};

}  // namespace sara::network
