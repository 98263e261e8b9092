#include "models/ppp/authenticator.hpp"

#include "models/storage/digest.hpp"

#include <string_view>
#include <utility>

namespace sara::ppp {

namespace {

enum PapCode : std::uint8_t { kPapRequest = 1, kPapAck = 2 };
enum ChapCode : std::uint8_t { kChallenge = 1, kResponse = 2, kSuccess = 3 };

constexpr std::size_t kChallengeOctets = 16;
constexpr std::string_view kOurName = "SARA-R5";

// Another one each time, and the same in each run.
Octets challenge_at(sim::Time time, std::uint8_t id) {
    Octets seed;
    const auto ticks = static_cast<std::uint64_t>(time.time_since_epoch().count());
    add32(seed, static_cast<std::uint32_t>(ticks >> 32U));
    add32(seed, static_cast<std::uint32_t>(ticks & 0xFFFF'FFFFU));
    add8(seed, id);
    const auto digest = storage::sha256(seed);
    return {digest.begin(), digest.begin() + kChallengeOctets};
}

}  // namespace

Authenticator::Authenticator(sim::Scheduler& scheduler, PacketWire& wire,
                             std::function<void()> on_passed, std::function<void()> on_silent)
    : scheduler_(scheduler),
      wire_(wire),
      on_passed_(std::move(on_passed)),
      on_silent_(std::move(on_silent)),
      timer_(scheduler.timer(sim::patience("PPP authentication"), [this] { on_timer(); })) {}

void Authenticator::start(Authentication kind) {
    kind_ = kind;
    is_passed_ = false;
    tries_left_ = kChallenges;
    if (kind == Authentication::None) return pass();
    on_timer();
}

void Authenticator::stop() {
    kind_ = Authentication::None;
    timer_.cancel();
}

void Authenticator::on_timer() {
    if (tries_left_-- == 0) return on_silent_();
    timer_.restart(Negotiation::kRestart);
    if (kind_ == Authentication::Chap) challenge();
}

void Authenticator::challenge() {
    const Octets value = challenge_at(scheduler_.now(), ++id_);
    Octets data = {static_cast<std::uint8_t>(value.size())};
    add(data, value);
    add(data, sim::as_bytes(kOurName));
    wire_.send_packet(Protocol::Chap, encode(ControlPacket{kChallenge, id_, data}));
}

// A request that is repeated is answered again.  [RFC 1334 2.2.1]
void Authenticator::on_pap(sim::Bytes bytes) {
    const auto packet = parse_control(bytes);
    if (kind_ != Authentication::Pap || !packet || packet->code != kPapRequest) return;
    const Octets no_message = {0};
    wire_.send_packet(Protocol::Pap, encode(ControlPacket{kPapAck, packet->id, no_message}));
    pass();
}

// [RFC 1994 4.2]
void Authenticator::on_chap(sim::Bytes bytes) {
    const auto packet = parse_control(bytes);
    if (kind_ != Authentication::Chap || !packet) return;
    if (packet->code != kResponse || packet->id != id_) return;
    wire_.send_packet(Protocol::Chap, encode(ControlPacket{kSuccess, packet->id, {}}));
    pass();
}

void Authenticator::pass() {
    timer_.cancel();
    if (!std::exchange(is_passed_, true)) on_passed_();
}

}  // namespace sara::ppp
