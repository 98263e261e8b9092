// The verbs that act on the module beside its lines, and that look into it.
#include "sim/runner/run.hpp"

#include <fmt/format.h>

#include <array>

namespace sara::sim {

namespace {

constexpr std::array<Signal, 2> kHostSignals = {Signal::Rts, Signal::Dtr};  // by HostSignal

Json value_at(const Json& document, const std::string& pointer) {
    const Json::json_pointer place(pointer);
    return document.contains(place) ? document.at(place) : Json();
}

}  // namespace

Run::Outcome Run::wait(const Duration& length, const Step&) {
    const Wake wake = run_until([] { return false; }, kernel_.scheduler.now() + length);
    if (wake == Wake::Deadline) return std::nullopt;
    return missed(wake, length, "to wait for " + to_text(length), "");
}

Run::Outcome Run::wait_ready(const ReadyStep& ready, const Step&) {
    const Wake wake =
        run_until([this] { return twin_->is_ready(); }, kernel_.scheduler.now() + ready.within);
    return missed(wake, ready.within, "the module to be ready",
                  fmt::format("it in the state \"{}\"", twin_->state()));
}

Run::Outcome Run::wait_state(const StateStep& state, const Step&) {
    const Wake wake = run_until([&] { return twin_->state() == state.state; },
                                kernel_.scheduler.now() + state.within);
    return missed(wake, state.within, fmt::format("the state \"{}\"", state.state),
                  fmt::format("the state \"{}\"", twin_->state()));
}

Run::Outcome Run::wait_fault(const FaultStep& fault, const Step&) {
    const Wake wake = run_until([&] { return faults_->is_over(fault.name); },
                                kernel_.scheduler.now() + fault.within);
    return missed(wake, fault.within, fmt::format("the fault \"{}\" to be over", fault.name),
                  "it has not struck, or lasts");
}

Run::Outcome Run::serial(const SerialStep& settings, const Step& step) {
    const Frame frame{settings.data_bits, settings.parity, settings.stop_bits};
    twin_->line(port_of(step))->set_paced(settings.paced);
    terminal_of(step).configure({settings.baud, frame}, settings.flow);
    return std::nullopt;
}

Run::Outcome Run::terminal(const OpenClosed& state, const Step& step) {
    if (state == OpenClosed::Open) {
        terminal_of(step).open();
    } else {
        terminal_of(step).close();
    }
    return std::nullopt;
}

Run::Outcome Run::signal(const SignalStep& signal, const Step& step) {
    terminal_of(step).set_signal(kHostSignals[static_cast<std::size_t>(signal.name)],
                                 signal.is == OnOff::On);
    return std::nullopt;
}

Run::Outcome Run::cable(const Cable& where, const Step& step) {
    twin_->line(port_of(step))->set_connected(where == Cable::In);
    return std::nullopt;
}

Run::Outcome Run::pin(const PinStep& pin, const Step& step) {
    const bool high = pin.level == Level::High;
    twin_->set_pin(pin.name, high);
    if (!pin.length) return std::nullopt;
    auto outcome = wait(*pin.length, step);
    twin_->set_pin(pin.name, !high);
    return outcome;
}

Run::Outcome Run::supply(const OnOff& state, const Step&) {
    faults_->set_supply(state == OnOff::On);
    return std::nullopt;
}

Run::Outcome Run::inspect(const InspectStep& check, const Step&) {
    return check.refutation(twin_->inspect());
}

Run::Outcome Run::remember(const RememberStep& remembered, const Step&) {
    remembered_[remembered.name] = {remembered.pointer,
                                    value_at(twin_->inspect(), remembered.pointer)};
    return std::nullopt;
}

Run::Outcome Run::compare(const CompareStep& compared, const Step&) {
    const Memory& memory = remembered_.at(compared.name);
    const std::string& pointer = compared.pointer.empty() ? memory.pointer : compared.pointer;
    const Json now = value_at(twin_->inspect(), pointer);
    const bool wants_same = compared.is == Comparison::Same;
    if ((now == memory.value) == wants_same) return std::nullopt;
    return Miss{
        fmt::format("{}{} at {}, as remembered under \"{}\"", wants_same ? "" : "anything but ",
                    memory.value.dump(), pointer, compared.name),
        now.dump()};
}

Run::Outcome Run::log(const std::string& text, const Step& step) {
    kernel_.trace.emit(RecordKind::Note, port_of(step), {{"text", std::string_view(text)}});
    return std::nullopt;
}

}  // namespace sara::sim
