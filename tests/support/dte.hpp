#pragma once

#include "sim/host/port.hpp"
#include "sim/host/xmodem_sender.hpp"
#include "sim/line.hpp"
#include "sim/scheduler.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::test {

using namespace sim;  // durations in tests: 109s

/// The host at the other end of a line.
class Dte final : public LineListener {
 public:
    /// Opens the port at 115200 bit/s, with RTS and DTR on.
    Dte(Scheduler& scheduler, Line& line);

    void send(std::string_view bytes);
    void send(Bytes bytes);

    /// What the module has sent since the last call.
    std::string take_bytes();
    const std::string& received() const { return received_; }

    /// Fails the test if `text` does not come within `limit`.
    void wait_for(std::string_view text, Duration limit = 300s);

    /// Sends a command line and waits for its final result code: the answer without echo and
    /// framing, that is the information text, or the final result code if there is none.
    std::string ask(std::string_view line);

    /// Sends bytes, and gives all that comes within that time.
    std::string exchange(std::string_view bytes, Duration time = 1s);

    void set_baud(std::uint32_t baud, Frame frame = {});

    /// Starts to send a file by Xmodem.  A poll that has already come is answered.
    XmodemSender& start_file(std::vector<std::uint8_t> file, const XmodemOptions& options = {});

    /// Sends the whole file, and fails the test if the module does not take it.
    void send_file(std::vector<std::uint8_t> file, const XmodemOptions& options = {});

    /// Stops sending in the middle of whatever it is.
    void drop_file();

 private:
    void on_bytes(Bytes bytes) override;

    Scheduler& scheduler_;
    LinePort port_;
    LineEnd& end_;
    std::string received_;
    std::optional<XmodemSender> transfer_;
};

}  // namespace sara::test
