#include "models/internet/pinger.hpp"

#include <utility>

namespace sara::internet {

namespace {

/// An answer that came early leaves that long to the next request.  [assumed]
constexpr sim::Duration kPause = std::chrono::seconds(1);

}  // namespace

Pinger::Pinger(const ClientParts& parts, PingListener& listener)
    : parts_(parts),
      listener_(listener),
      timeout_(parts.scheduler.timer("ping time-out", [this] { report(0, PingLine::kTimedOut); })),
      next_(parts.scheduler.timer("ping", [this] { send(); })),
      subscription_(parts.packets.listeners(), *this) {}

void Pinger::start(PingJob job) {
    job_ = std::move(job);
    line_ = {};
    is_busy_ = true;
    query_ = parts_.network.resolve(job_.host,
                                    [this](const Result<std::string, network::Error>& address) {
                                        is_busy_ = address.has_value();
                                        if (!is_busy_) return listener_.on_ping_failed();
                                        line_.address = *address;
                                        next_.restart({});
                                    });
}

void Pinger::send() {
    sent_at_ = parts_.scheduler.now();
    timeout_.restart(job_.timeout);
    parts_.packets.on_traffic(static_cast<std::uint64_t>(job_.size_bytes), 0);
    query_ = parts_.network.ping(
        {line_.address, static_cast<std::size_t>(job_.size_bytes), job_.hop_limit},
        [this](network::PingReply reply) {
            using Milliseconds = std::chrono::milliseconds;
            const auto elapsed = parts_.scheduler.now() - sent_at_;
            const auto ms =
                static_cast<int>(std::chrono::duration_cast<Milliseconds>(elapsed).count());
            report(reply.hop_limit, reply.hop_limit > 0 ? ms : PingLine::kHopLimit);
        });
}

void Pinger::report(int hop_limit, int round_trip_ms) {
    timeout_.cancel();
    line_.hop_limit = hop_limit;
    line_.round_trip_ms = round_trip_ms;
    is_busy_ = line_.sequence < job_.count;
    listener_.on_ping_line(job_, line_);
    ++line_.sequence;
    if (is_busy_) next_.restart(kPause);
}

void Pinger::on_packets_down() {
    timeout_.cancel();
    next_.cancel();
    query_.reset();
    if (std::exchange(is_busy_, false)) listener_.on_ping_failed();
}

}  // namespace sara::internet
