#pragma once

#include "sim/host/line_teller.hpp"
#include "sim/host/port.hpp"
#include "sim/host/xmodem_sender.hpp"
#include "sim/scenario/step.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::sim {

/// The scripted host at one port: keeps what arrived until a step reads it, and runs transfers.
class Terminal final : public LineListener {
 public:
    explicit Terminal(HostPort& port, LineObserver* observer = nullptr);
    ~Terminal() override;
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    /// Opens the port, with RTS and DTR on, or closes it.
    void open();
    void close();

    void send(Bytes bytes) { port_.send(bytes); }
    void configure(const LineSettings& settings, FlowControl flow);
    void set_signal(Signal signal, bool on) { port_.set_signal(signal, on); }

    /// The host's program stands still: what is to be sent waits, what arrives lies unread in the
    /// port's buffer, a transfer's time does not pass.  It goes on where it stood.
    void set_stalled(bool stalled);

    /// What arrived and was not read yet.
    std::string_view unread() const { return std::string_view(received_).substr(read_); }

    /// Reads that many bytes of it.
    void consume(std::size_t size);

    /// Reads the next complete line that is not empty; nothing if none is there.
    std::optional<std::string> take_line();

    /// Bytes that ever arrived, read or not.
    std::uint64_t arrived() const { return arrived_; }

    /// What arrives from now on, and what is unread, goes to a sender, until its transfer is over.
    XmodemSender& start_transfer(Scheduler& scheduler, std::vector<std::uint8_t> data,
                                 const XmodemOptions& options);

    /// Forgets the transfer, over or not.
    void end_transfer() { transfer_.reset(); }

    void on_bytes(Bytes bytes) override;
    void on_signal(Signal signal, bool on) override;

 private:
    void hold_as_wanted();

    HostPort& port_;
    LineTeller teller_;
    FlowControl flow_ = FlowControl::None;
    std::string received_;
    std::size_t read_ = 0;  ///< of `received_`
    std::uint64_t arrived_ = 0;
    bool is_stalled_ = false;
    std::vector<std::uint8_t> buffered_;  ///< that arrived while it was
    std::unique_ptr<XmodemSender> transfer_;
};

}  // namespace sara::sim
