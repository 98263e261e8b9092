#pragma once

#include "models/network/flow.hpp"
#include "models/network/stream.hpp"
#include "models/network/virtual_dial.hpp"
#include "models/network/virtual_internet.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace sara::network {

/// A TCP connection to somebody who says back what he hears.
class VirtualStream final : public Stream {
 public:
    /// Connects to a server, with or without TLS.
    VirtualStream(VirtualParts parts, const Endpoint& to, std::optional<TlsClient> tls,
                  StreamListener& listener);

    /// A connection that a caller made.
    VirtualStream(VirtualParts parts, const EchoSpec& caller);

    void send(sim::Bytes bytes) override;
    void listen(StreamListener& listener) override { listener_ = &listener; }

    /// The far end begins to talk.
    void greet();

 private:
    void on_dialled(Result<VirtualServer*, Error> outcome, const Endpoint& to);
    void open(const Endpoint& to);
    void on_heard(const std::vector<std::uint8_t>& bytes);
    void say(const std::vector<std::uint8_t>& bytes, sim::Duration hold);
    bool ends_after(std::optional<std::uint64_t> limit) const { return limit && heard_ >= *limit; }

    VirtualParts parts_;
    std::optional<TlsClient> tls_;
    StreamListener* listener_ = nullptr;
    EchoSpec talk_;
    bool is_open_ = false;
    std::uint64_t heard_ = 0;  ///< bytes, by the far end
    Flow up_;
    Flow down_;
    std::optional<VirtualDial> dial_;
};

}  // namespace sara::network
