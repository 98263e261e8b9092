#pragma once

#include "models/at/data_link.hpp"
#include "models/at/data_sink.hpp"
#include "models/at/interpreter.hpp"
#include "models/commands/families.hpp"
#include "tests/support/bench.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sara::test {

/// Commands of every kind that an interpreter has to cope with, so that each of its abilities is
/// tested without waiting for the part that needs it.
class TrialCommands final : public at::Family, public at::DataSink, public at::DataLink {
 public:
    explicit TrialCommands(commands::PortContext& context) : settings(context.settings) {}
    static std::span<const at::Command<TrialCommands>> commands();

    std::optional<at::Reply> on_data(Bytes bytes) override;
    at::Reply on_end() override { return at::Reply::text("+XGOT: " + data); }
    at::Reply on_stall() override { return at::Reply::error(at::CmeError::FfsTimeout); }
    at::Reply on_cancel() override { return at::Reply::ok(); }
    void on_data_mode(at::DataPort& port) override { data_port = &port; }
    void on_bytes(Bytes bytes) override { data += as_text(bytes); }
    void on_dtr_off() override { ++dtr_drops; }

    at::Settings& settings;
    at::PendingCommand pending;
    std::string data;                   ///< of prompts and data mode
    at::DataPort* data_port = nullptr;  ///< of the last connection
    int aborted = 0;
    int dtr_drops = 0;

 private:
    at::Reply later(const at::Request& request);
    at::Reply show(const at::Request& request);
    at::Reply give(const at::Request& request);
    at::Reply ask_bytes(const at::Request& request);
    at::Reply ask_text(const at::Request& request);
    at::Reply connect(const at::Request& request);
    at::Reply fail(const at::Request& request);
    at::Reply fail_sms(const at::Request& request);
    at::Reply act(const at::Request& request);
    void abort() { ++aborted; }
};

/// A port that remembers each thing sent to it.
class WrittenPort final : public at::Port {
 public:
    std::string_view name() const override { return "uart"; }
    bool is_open() const override { return open; }
    void send(std::string_view bytes) override { sent.emplace_back(bytes); }
    bool is_drained() const override { return true; }
    void apply(const at::Settings& settings) override;
    void set_carrier(bool on) override { carrier = on; }

    bool open = true;
    bool carrier = false;
    int applied = 0;
    std::vector<std::string> sent;
};

/// An interpreter on its own: trial commands and those that set how it talks, no UART, no latency.
class TrialBench {
 public:
    explicit TrialBench(Duration latency = Duration::zero());

    /// Gives bytes to the interpreter; all that it says at once comes back.
    std::string say(std::string_view bytes);
    std::string take();
    void run_for(Duration length) { bench.run_for(length); }
    TrialCommands& trial();

    Bench bench;
    WrittenPort port;

 private:
    using Set = commands::FamilySet<commands::SessionCommands, commands::SerialCommands,
                                    commands::IdentificationCommands, TrialCommands>;
    static const at::Catalogue& catalogue();

    at::Settings settings_;
    commands::PortContext context_;
    Set families_;

 public:
    at::Interpreter interpreter;
};

}  // namespace sara::test
