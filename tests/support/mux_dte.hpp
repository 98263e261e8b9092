#pragma once

#include "models/mux/control.hpp"
#include "models/mux/frame.hpp"
#include "tests/support/bench.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sara::test {

/// A host with a multiplexer of its own over the bench's UART: frames out, and what comes in
/// sorted by channel.
class MuxDte {
 public:
    explicit MuxDte(Bench& bench) : bench_(bench) { parser_.start(1509); }

    /// ATE0, then +CMUX.
    void start(std::string_view command = "AT+CMUX=0,0,,127");

    /// SABM, and UA is wanted.
    void open(int dlci);

    /// Frames that came within that time after this one.
    std::vector<mux::Frame> exchange(const mux::Frame& frame, Duration time = 500ms);

    /// What the channel gave within that time after those bytes.
    std::string exchange(int dlci, std::string_view bytes, Duration time = 500ms);

    void send(int dlci, std::string_view bytes);
    void send_control(mux::ControlMessage message);
    void send_status(int dlci, std::uint8_t signals);

    /// Lets time pass, and sorts what comes.
    void run_for(Duration time);

    std::string take(int dlci);

    bool answers_status = true;  ///< MSC of the module

    /// Control messages from the module.
    std::vector<mux::ControlMessage> control;
    std::vector<mux::Frame> frames;

 private:
    void take_control(const mux::ControlMessage& message);

    Bench& bench_;
    mux::FrameParser parser_;
    std::map<int, std::string> received_;
};

}  // namespace sara::test
