#pragma once

#include "models/at/command_line.hpp"
#include "models/at/data_link.hpp"
#include "models/at/data_prompt.hpp"
#include "models/at/dispatcher.hpp"
#include "models/at/framing.hpp"
#include "models/at/line_assembler.hpp"
#include "models/at/port.hpp"
#include "models/at/urc_queue.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::at {

/// What bytes from the DTE mean now.  [at-syntax 5]
enum class Mode : std::uint8_t {
    Command,  ///< a command line is awaited
    Exec,     ///< a line runs: bytes abort it or are dropped
    Prompt,   ///< the data a command asked for
    Data      ///< a connection's bytes
};

/// The AT interface of one port: puts lines together, runs them, answers, holds URCs back.
/// Destroying it forgets everything, as the supply's loss does.
class Interpreter final : public PortListener,
                          private Completer,
                          private DataPort,
                          private UrcWriter {
 public:
    Interpreter(sim::Scheduler& scheduler, sim::Trace& trace, Port& port, Settings& settings,
                Surroundings& surroundings, std::span<Family* const> families);

    void on_bytes(sim::Bytes bytes) override;
    void on_open() override;
    void on_closed() override;
    void on_drained() override;
    void on_dtr_off() override;

    UrcQueue& urcs() { return urcs_; }
    Mode mode() const { return mode_; }

 private:
    enum class Next : std::uint8_t { Command, Prompt, Data, Silence };

    void complete(std::uint64_t serial, Reply reply) override;
    bool is_waiting_for(std::uint64_t serial) const override;
    void write_urc(std::string_view text) override;
    void send_data(std::string_view bytes) override { port_.send(bytes); }
    void leave_data(Reply reply) override;
    void pause_data(Reply reply) override;
    void drop_carrier() override { port_.set_carrier(false); }

    std::size_t take_command_byte(sim::Bytes bytes);
    void take_busy_byte();
    std::size_t take_prompt_bytes(sim::Bytes bytes);
    void add_echo(LineAssembler::Event event, std::uint8_t byte);
    void flush_echo();

    void start_line(bool is_too_long);
    void run_line();
    bool absorb(Reply reply);
    void resume(Reply reply);
    void end_line(Next next);
    void answer();
    void abort();
    void enter_command_mode();
    void refresh();

    Port& port_;
    sim::Trace& trace_;
    Settings& settings_;
    Surroundings& surroundings_;
    Dispatcher dispatcher_;
    UrcQueue urcs_;
    DataPrompt prompt_;

    Mode mode_ = Mode::Command;
    Next next_ = Next::Command;  ///< what follows the answer being waited for
    LineAssembler assembler_;
    CommandLine line_;
    bool lf_may_follow_ = false;    ///< the last byte was a terminator
    std::uint64_t serial_ = 0;      ///< counts commands
    const Row* running_ = nullptr;  ///< the last command run
    bool is_later_ = false;         ///< it answers later
    Prompt next_prompt_;
    DataLink* link_ = nullptr;
    sim::Duration delay_{};                      ///< of the answer, so far
    std::optional<sim::Duration> wanted_delay_;  ///< instead, as a fault wants it
    std::string answer_;
    std::string echo_;  ///< not yet sent
    sim::Timer answer_timer_;
    sim::Timer late_timer_;  ///< the same, when a fault wants it late: for the host to bear
    sim::Timer settle_timer_;
    bool is_settling_ = false;                    ///< the answer is sent but may not have left
    std::vector<std::function<void()>> actions_;  ///< due when it has

    std::uint64_t seen_revision_ = ~0ULL;     ///< of the settings, in the values below
    std::uint64_t applied_revision_ = ~0ULL;  ///< of the settings, at the port
    Framing framing_;
    LineCharacters characters_;
    bool echoes_ = true;
};

}  // namespace sara::at
