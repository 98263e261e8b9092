#pragma once

#include "models/ppp/lcp.hpp"

#include <array>
#include <functional>

namespace sara::ppp {

/// Asks the peer who it is, by PAP or CHAP, and lets everybody in: the virtual network knows no
/// passwords.  [RFC 1334 2; RFC 1994]
class Authenticator {
 public:
    /// `on_passed` is called once the peer is known, `on_silent` if it never says.
    Authenticator(sim::Scheduler& scheduler, PacketWire& wire, std::function<void()> on_passed,
                  std::function<void()> on_silent);

    void start(Authentication kind);
    void stop();

    void on_pap(sim::Bytes bytes);
    void on_chap(sim::Bytes bytes);

    static constexpr int kChallenges = 10;

 private:
    void challenge();
    void on_timer();
    void pass();

    sim::Scheduler& scheduler_;
    PacketWire& wire_;
    std::function<void()> on_passed_;
    std::function<void()> on_silent_;
    Authentication kind_ = Authentication::None;
    bool is_passed_ = false;
    std::uint8_t id_ = 0;
    int tries_left_ = 0;
    sim::Timer timer_;
};

}  // namespace sara::ppp
