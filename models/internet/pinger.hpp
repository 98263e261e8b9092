#pragma once

#include "models/internet/client_parts.hpp"
#include "models/network/network.hpp"
#include "models/network/packet_service.hpp"
#include "sim/scheduler.hpp"

#include <memory>
#include <string>

namespace sara::internet {

/// What +UPING asks for.  [at-commands 2.8]
struct PingJob {
    std::string host;
    int count = 4;
    int size_bytes = 32;
    sim::Duration timeout{};
    int hop_limit = 32;
};

/// One line of its outcome.
struct PingLine {
    static constexpr int kTimedOut = -1;
    static constexpr int kHopLimit = -2;  ///< TTL exceeded

    int sequence = 1;
    std::string address;
    int hop_limit = 0;      ///< of the answer
    int round_trip_ms = 0;  ///< or one of the above
};

/// Who hears of a ping.
class PingListener {
 public:
    virtual void on_ping_line(const PingJob& job, const PingLine& line) = 0;

    /// The host has no address.
    virtual void on_ping_failed() = 0;

 protected:
    ~PingListener() = default;
};

/// Sends echo requests one after the other.  [IP 2.4.1]
class Pinger final : private network::PacketListener {
 public:
    Pinger(const ClientParts& parts, PingListener& listener);
    Pinger(const Pinger&) = delete;
    Pinger& operator=(const Pinger&) = delete;

    bool is_busy() const { return is_busy_; }
    void start(PingJob job);

 private:
    void on_packets_up() override {}
    void on_packets_down() override;
    void send();
    void report(int hop_limit, int round_trip_ms);

    ClientParts parts_;
    PingListener& listener_;
    bool is_busy_ = false;
    PingJob job_;
    PingLine line_;
    sim::Time sent_at_{};
    std::unique_ptr<network::Query> query_;
    sim::Timer timeout_;
    sim::Timer next_;
    Subscription<network::PacketListener> subscription_;
};

}  // namespace sara::internet
