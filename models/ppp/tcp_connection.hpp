#pragma once

#include "models/network/network.hpp"
#include "models/ppp/segment.hpp"
#include "sim/scheduler.hpp"

#include <chrono>
#include <deque>
#include <memory>

namespace sara::ppp {

/// What a TCP connection of the DTE is known by.
struct TcpKey {
    std::uint16_t host_port;
    network::Address server;
    std::uint16_t server_port;

    auto operator<=>(const TcpKey&) const = default;
};

/// Who sends a connection's segments.
class TcpWire {
 public:
    virtual void send_segment(const TcpKey& key, Segment segment) = 0;
    virtual void on_connection_over() = 0;  ///< its owner may forget it, but not from within

 protected:
    ~TcpWire() = default;
};

/// The far end of a TCP connection as the DTE sees it: a TCP endpoint that stands for the server,
/// and beside it the connection to the server over the network.  Data arrive in order; what the
/// DTE does not acknowledge is sent again, all of it.  [RFC 9293 3]
class TcpConnection final : private network::StreamListener {
 public:
    /// `syn` opens it.
    TcpConnection(sim::Scheduler& scheduler, network::Network& network, TcpWire& wire,
                  const TcpKey& key, const Segment& syn);
    TcpConnection(const TcpConnection&) = delete;
    TcpConnection& operator=(const TcpConnection&) = delete;

    void on_segment(const Segment& segment);
    bool is_over() const { return is_over_; }

    static constexpr std::size_t kWindow = 16384;     ///< bytes under way to the server  [assumed]
    static constexpr std::size_t kMaxSegment = 1360;  ///< [RFC 9293 3.7.1, assumed]
    static constexpr int kMaxRepeats = 8;
    static constexpr sim::Duration kFirstTimeout = std::chrono::seconds(1);  // [RFC 6298 2]
    static constexpr sim::Duration kLongestTimeout = std::chrono::seconds(60);
    /// The DTE has closed: so long the server may go on to say something.  [assumed]
    static constexpr sim::Duration kLinger = std::chrono::seconds(5);

 private:
    // network::StreamListener
    void on_connected(const network::Endpoint& peer) override;
    void on_failed(network::Error error) override;
    void on_received(sim::Bytes bytes) override;
    void on_sent(std::size_t bytes) override;
    void on_closed() override;

    void take_acknowledgement(const Segment& segment);
    void take_data(const Segment& segment);
    void transmit();
    void repeat();
    void close();
    void reset();
    void end();
    void send(std::uint8_t flags, std::uint32_t sequence, sim::Bytes data = {});
    std::uint16_t window() const;
    std::uint32_t end_of_data() const;

    TcpWire& wire_;
    TcpKey key_;
    std::unique_ptr<network::Stream> stream_;
    bool is_connected_ = false;    ///< the server answered, and the DTE may
    bool is_established_ = false;  ///< and it has
    bool is_closing_ = false;      ///< our FIN stands behind the data
    bool is_fin_acknowledged_ = false;
    bool has_peer_closed_ = false;
    bool is_over_ = false;
    std::size_t max_segment_;
    std::size_t under_way_ = 0;  ///< bytes that the server has not acknowledged
    std::uint32_t initial_;      ///< ISS
    std::uint32_t next_in_;      ///< RCV.NXT
    std::uint32_t first_out_;    ///< SND.UNA: of data_ the first
    std::uint32_t next_out_;     ///< SND.NXT
    std::uint32_t peer_window_;
    std::deque<std::uint8_t> data_;  ///< not acknowledged by the DTE
    int repeats_ = 0;
    sim::Duration timeout_ = kFirstTimeout;
    sim::Timer repeat_timer_;
    sim::Timer linger_;
};

}  // namespace sara::ppp
