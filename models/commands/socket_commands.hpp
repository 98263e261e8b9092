#pragma once

#include "models/at/data_sink.hpp"
#include "models/commands/port_context.hpp"
#include "models/commands/socket_link.hpp"
#include "models/internet/sockets.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::commands {

/// Sockets: +USOCR, +USOCO, +USOWR, +USOST, +USORD, +USORF, +USOLI, +USODL, +USOCL, +USOER.  All
/// errors are plain ERROR.  [at-commands 2.7]
class SocketCommands final : public at::Family, private at::DataSink {
 public:
    explicit SocketCommands(PortContext& context);
    static std::span<const at::Command<SocketCommands>> commands();

 private:
    at::Reply create(const at::Request& request);
    at::Reply connect(const at::Request& request);
    at::Reply connect_values(const at::Request& request);
    at::Reply write(const at::Request& request);
    at::Reply send_to(const at::Request& request);
    at::Reply read(const at::Request& request);
    at::Reply read_from(const at::Request& request);
    at::Reply listen(const at::Request& request);
    at::Reply link(const at::Request& request);
    at::Reply close(const at::Request& request);
    at::Reply take_error(const at::Request& request);

    // at::DataSink
    std::optional<at::Reply> on_data(sim::Bytes bytes) override;
    at::Reply on_end() override { return transmit(); }
    at::Reply on_stall() override { return at::Reply::error(); }

    internet::Socket* socket_of(const at::Request& request);
    at::Reply fail(internet::SocketError error);
    at::Reply begin_transmission(const at::Request& request, std::size_t length_at);
    at::Reply transmit();
    at::Reply report_read(std::string text, const std::vector<std::uint8_t>& bytes) const;
    bool is_hex_mode() const;
    int configuration(int id, int initial) const;
    LinkTriggers triggers() const;

    Device& device_;
    at::Settings& settings_;
    internet::Sockets& sockets_;
    SocketLink link_;

    /// What +USOWR or +USOST is about to send.
    struct Transmission {
        int socket = 0;
        std::optional<network::Endpoint> to;  ///< +USOST
        std::vector<std::uint8_t> bytes;
    };
    Transmission outgoing_;
};

}  // namespace sara::commands
