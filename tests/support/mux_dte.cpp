#include "tests/support/mux_dte.hpp"

#include "tests/support/catch.hpp"

#include <utility>

namespace sara::test {

using mux::Frame;
using mux::FrameType;

void MuxDte::start(std::string_view command) {
    bench_.dte.ask("ATE0");
    REQUIRE(bench_.dte.ask(command) == "OK");
    bench_.run_for(100ms);
    bench_.dte.take_bytes();
    open(0);
}

void MuxDte::open(int dlci) {
    const auto came =
        exchange(Frame{.type = FrameType::Sabm, .dlci = dlci, .cr = true, .pf = true}, 100ms);
    REQUIRE_FALSE(came.empty());
    CHECK(came[0].type == FrameType::Ua);
    CHECK(came[0].dlci == dlci);
    CHECK(came[0].pf);
}

std::vector<Frame> MuxDte::exchange(const Frame& frame, Duration time) {
    frames.clear();
    bench_.dte.send(mux::encode(frame));
    run_for(time);
    return std::exchange(frames, {});
}

std::string MuxDte::exchange(int dlci, std::string_view bytes, Duration time) {
    take(dlci);
    send(dlci, bytes);
    run_for(time);
    return take(dlci);
}

void MuxDte::send(int dlci, std::string_view bytes) {
    const Bytes info = as_bytes(bytes);
    bench_.dte.send(
        mux::encode(Frame{.dlci = dlci, .cr = true, .info = {info.begin(), info.end()}}));
}

void MuxDte::send_control(mux::ControlMessage message) {
    bench_.dte.send(mux::encode(Frame{.cr = true, .info = mux::encode(message)}));
}

void MuxDte::send_status(int dlci, std::uint8_t signals) {
    const auto address = static_cast<std::uint8_t>(dlci * 4 + 3);
    send_control({.type = mux::ControlType::ModemStatus, .value = {address, signals}});
}

void MuxDte::run_for(Duration time) {
    bench_.run_for(time);
    const std::string came = bench_.dte.take_bytes();
    for (const std::uint8_t byte : as_bytes(came)) {
        auto frame = parser_.on_byte(byte);
        if (!frame) continue;
        if (frame->type == FrameType::Uih && frame->dlci == 0) {
            for (auto& message : mux::control_messages(frame->info)) take_control(message);
        } else if (frame->type == FrameType::Uih) {
            received_[frame->dlci] += as_text(frame->info);
        }
        frames.push_back(*std::move(frame));
    }
}

void MuxDte::take_control(const mux::ControlMessage& message) {
    control.push_back(message);
    if (!message.is_command || !answers_status) return;
    send_control({.type = message.type, .is_command = false, .value = message.value});
}

std::string MuxDte::take(int dlci) {
    return std::exchange(received_[dlci], {});
}

}  // namespace sara::test
