#include "models/ppp/tcp_connection.hpp"

#include <algorithm>
#include <utility>

namespace sara::ppp {

namespace {

// The clock of RFC 9293 3.4.1: one number every 4 microseconds.
std::uint32_t initial_sequence(sim::Time now) {
    constexpr std::int64_t kTick = 4000;
    return static_cast<std::uint32_t>((now.time_since_epoch().count() / kTick) & 0xFFFF'FFFF);
}

}  // namespace

TcpConnection::TcpConnection(sim::Scheduler& scheduler, network::Network& network, TcpWire& wire,
                             const TcpKey& key, const Segment& syn)
    : wire_(wire),
      key_(key),
      max_segment_(std::clamp<std::size_t>(syn.max_segment.value_or(536), 1, kMaxSegment)),
      initial_(initial_sequence(scheduler.now())),
      next_in_(syn.sequence + 1),
      first_out_(initial_ + 1),
      next_out_(initial_ + 1),
      peer_window_(syn.window),
      repeat_timer_(scheduler.timer(sim::patience("TCP retransmission"), [this] { repeat(); })),
      linger_(scheduler.timer("TCP linger", [this] { close(); })) {
    stream_ = network.connect({key.server.text(), key.server_port},
                              static_cast<network::StreamListener&>(*this));
}

// --- the DTE

void TcpConnection::on_segment(const Segment& segment) {
    if (is_over_ || !is_connected_) return;  // a SYN that comes again waits for the same answer
    if (segment.has(Segment::kRst)) {
        if (segment.sequence == next_in_) end();
        return;
    }
    if (segment.has(Segment::kSyn)) {
        if (!is_established_) send(Segment::kSyn | Segment::kAck, initial_);
        return;
    }
    if (!segment.has(Segment::kAck)) return;
    take_acknowledgement(segment);
    take_data(segment);
    transmit();
    if (has_peer_closed_ && is_fin_acknowledged_) end();
}

void TcpConnection::take_acknowledgement(const Segment& segment) {
    const std::uint32_t acknowledged = segment.acknowledgement;
    const std::uint32_t fin = end_of_data();
    const std::uint32_t last = fin + (is_closing_ ? 1 : 0);
    if (is_before(last, acknowledged)) return;
    peer_window_ = segment.window;
    if (!is_established_ && !is_before(acknowledged, first_out_)) {
        is_established_ = true;
        repeat_timer_.cancel();
    }
    if (!is_before(first_out_, acknowledged)) return;
    is_fin_acknowledged_ = is_closing_ && acknowledged == last;
    const std::uint32_t bytes = acknowledged - first_out_ - (is_fin_acknowledged_ ? 1 : 0);
    data_.erase(data_.begin(), data_.begin() + static_cast<std::ptrdiff_t>(bytes));
    first_out_ += bytes;
    if (is_before(next_out_, acknowledged)) next_out_ = acknowledged;
    repeats_ = 0;
    timeout_ = kFirstTimeout;
    repeat_timer_.cancel();
    if (is_before(acknowledged, next_out_)) repeat_timer_.restart(timeout_);
}

// What comes early is not kept: the DTE sends it again.
void TcpConnection::take_data(const Segment& segment) {
    if (segment.length() == 0) return;
    sim::Bytes data = segment.data;
    std::uint32_t sequence = segment.sequence;
    if (is_before(sequence, next_in_)) {
        const std::uint32_t known =
            std::min<std::uint32_t>(next_in_ - sequence, static_cast<std::uint32_t>(data.size()));
        data = data.subspan(known);
        sequence += known;
    }
    if (sequence == next_in_ && !has_peer_closed_) {
        const std::size_t taken = std::min<std::size_t>(data.size(), window());
        const bool is_whole = taken == data.size();
        data = data.first(taken);
        next_in_ += static_cast<std::uint32_t>(taken);
        under_way_ += taken;
        if (stream_ != nullptr && taken > 0) stream_->send(data);
        if (segment.has(Segment::kFin) && is_whole) {
            ++next_in_;
            has_peer_closed_ = true;
            if (!is_closing_) linger_.restart(kLinger);
        }
    }
    send(Segment::kAck, next_out_);
}

void TcpConnection::send(std::uint8_t flags, std::uint32_t sequence, sim::Bytes data) {
    Segment segment{.sequence = sequence,
                    .acknowledgement = next_in_,
                    .flags = flags,
                    .window = window(),
                    .data = {data.begin(), data.end()}};
    if (segment.has(Segment::kSyn)) segment.max_segment = kMaxSegment;
    wire_.send_segment(key_, std::move(segment));
}

std::uint16_t TcpConnection::window() const {
    return static_cast<std::uint16_t>(kWindow - std::min(under_way_, kWindow));
}

std::uint32_t TcpConnection::end_of_data() const {
    return first_out_ + static_cast<std::uint32_t>(data_.size());
}

// As much as the DTE's window takes; into a closed one a byte at a time-out.  [RFC 9293 3.8.6.1]
void TcpConnection::transmit() {
    if (!is_established_ || is_fin_acknowledged_) return;
    const std::uint32_t end = end_of_data();
    const std::uint32_t limit = first_out_ + std::max<std::uint32_t>(peer_window_, 1);
    while (is_before(next_out_, end) && is_before(next_out_, limit)) {
        const auto size = std::min<std::size_t>({end - next_out_, limit - next_out_, max_segment_});
        const auto first = data_.begin() + static_cast<std::ptrdiff_t>(next_out_ - first_out_);
        const Octets piece(first, first + static_cast<std::ptrdiff_t>(size));
        send(Segment::kAck | Segment::kPush, next_out_, piece);
        next_out_ += static_cast<std::uint32_t>(size);
        if (!repeat_timer_.is_running()) repeat_timer_.restart(timeout_);
    }
    if (is_closing_ && next_out_ == end) {
        send(Segment::kFin | Segment::kAck, next_out_);
        ++next_out_;
        if (!repeat_timer_.is_running()) repeat_timer_.restart(timeout_);
    }
}

// [RFC 6298 5.4-5.6]
void TcpConnection::repeat() {
    if (++repeats_ > kMaxRepeats) return reset();
    timeout_ = std::min(2 * timeout_, kLongestTimeout);
    repeat_timer_.restart(timeout_);
    if (!is_established_) return send(Segment::kSyn | Segment::kAck, initial_);
    next_out_ = first_out_;
    transmit();
}

// --- the server

void TcpConnection::on_connected(const network::Endpoint& /*peer*/) {
    is_connected_ = true;
    send(Segment::kSyn | Segment::kAck, initial_);
    repeat_timer_.restart(timeout_);
}

void TcpConnection::on_failed(network::Error /*error*/) {
    reset();
}

void TcpConnection::on_received(sim::Bytes bytes) {
    data_.insert(data_.end(), bytes.begin(), bytes.end());
    if (linger_.is_running()) linger_.restart(kLinger);
    transmit();
}

// The window opens: the DTE may be waiting for it.
void TcpConnection::on_sent(std::size_t bytes) {
    const bool was_narrow = window() < max_segment_;
    under_way_ -= std::min(bytes, under_way_);
    if (was_narrow && window() >= max_segment_ && is_established_) send(Segment::kAck, next_out_);
}

void TcpConnection::on_closed() {
    close();
}

// --- the end

void TcpConnection::close() {
    linger_.cancel();
    stream_.reset();
    is_closing_ = true;
    transmit();
}

void TcpConnection::reset() {
    send(Segment::kRst | Segment::kAck, is_connected_ ? next_out_ : 0);
    end();
}

void TcpConnection::end() {
    repeat_timer_.cancel();
    linger_.cancel();
    stream_.reset();
    is_over_ = true;
    wire_.on_connection_over();
}

}  // namespace sara::ppp
