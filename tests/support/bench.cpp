#include "tests/support/bench.hpp"

#include "models/commands/factory_restore.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <utility>

namespace sara::test {

void RecordedControl::note(std::string text) {
    what = std::move(text);
    when = scheduler_.now();
}

void RecordedControl::shut_down(power::Shutdown how) {
    note(how == power::Shutdown::Graceful ? "shut down" : "shut down fast");
}
void RecordedControl::reset(power::Reset how) {
    note(how == power::Reset::WithSim ? "reset with SIM" : "reset keeping SIM");
}
void RecordedControl::halt() {
    note("halt");
}
void RecordedControl::start_foat(power::UpdatePort port) {
    note("foat " + std::to_string(port.port) + " at " + std::to_string(port.baud));
}
void RecordedControl::start_install(power::UpdatePort port) {
    note("install " + std::to_string(port.port) + " at " + std::to_string(port.baud));
}

Dte::Dte(Bench& bench) : bench_(bench) {
    LineEnd& end = bench.uart.dte();
    end.attach(this);
    end.configure({.baud = Line::kUsualBaud});
    end.set_signal(Signal::Rts, true);
    end.set_signal(Signal::Dtr, true);
}

void Dte::send(std::string_view bytes) {
    bench_.uart.dte().send(bytes);
}

void Dte::set_baud(std::uint32_t baud, Frame frame) {
    bench_.uart.dte().configure({.baud = baud, .frame = frame});
}

std::string Dte::take_bytes() {
    return std::exchange(received_, {});
}

namespace {

// Where the final result code begins, if the answer is complete.
std::optional<std::size_t> find_final(std::string_view answer) {
    constexpr auto kFinals = std::to_array<std::string_view>(
        {"OK\r\n", "ERROR\r\n", "+CME ERROR: ", "+CMS ERROR: ", "NO CARRIER\r\n", "ABORTED\r\n"});
    if (!answer.ends_with("\r\n")) return std::nullopt;
    const std::size_t start = answer.rfind('\n', answer.size() - 3) + 1;
    for (const std::string_view final_code : kFinals) {
        if (answer.substr(start).starts_with(final_code)) return start;
    }
    return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with("\r\n")) text.remove_prefix(2);
    while (text.ends_with("\r\n")) text.remove_suffix(2);
    return text;
}

}  // namespace

std::string Dte::ask(std::string_view line) {
    take_bytes();
    send(std::string(line) + '\r');
    const Time limit = bench_.kernel.scheduler.now() + 300s;
    while (!find_final(received_) && bench_.kernel.scheduler.now() < limit) {
        if (!bench_.kernel.scheduler.run_one()) break;
    }
    INFO("asked " << line << ", received " << received_);
    const auto final_at = find_final(received_);
    REQUIRE(final_at);
    const std::string answer = take_bytes();
    std::string_view text = answer;
    const std::string echo = std::string(line) + '\r';
    std::size_t skipped = 0;
    if (text.starts_with(echo)) skipped = echo.size();
    const std::string_view information = trimmed(text.substr(skipped, *final_at - skipped));
    const std::string_view final_code = trimmed(text.substr(*final_at));
    return std::string(information.empty() || final_code != "OK" ? final_code : information);
}

std::string Dte::exchange(std::string_view bytes) {
    take_bytes();
    send(bytes);
    bench_.run_for(1s);
    return take_bytes();
}

Bench::Bench(const products::Product& of) : Bench(products::Profile::for_product(of), of) {}

Bench::Bench(const products::Profile& module_profile, const products::Product& of)
    : product(of),
      profile(module_profile),
      storage(std::make_unique<storage::Storage>(storage::Storage::memory(product, profile),
                                                 product, profile, kernel.trace)) {
    reboot();
}

void Bench::run_for(Duration length) {
    kernel.scheduler.run_until(kernel.scheduler.now() + length);
}

void Bench::run_until_received(std::string_view text, Duration limit) {
    const Time end = kernel.scheduler.now() + limit;
    while (dte.received().find(text) == std::string::npos) {
        INFO("waiting for " << text << ", received " << dte.received());
        REQUIRE(kernel.scheduler.has_next());
        REQUIRE(kernel.scheduler.next_time() <= end);
        kernel.scheduler.run_one();
    }
}

void Bench::reboot() {
    port.reset();
    device.reset();
    storage->mount();
    commands::restore_factory_if_asked(*storage);
    storage->flash().take_cost();  // boot pays for it
    const auto info = storage->image.info();
    REQUIRE(info.has_value());
    device.emplace(commands::Parts{kernel.scheduler,
                                   kernel.trace,
                                   product,
                                   profile,
                                   *storage,
                                   control,
                                   clock,
                                   registration,
                                   {info->modem_version, info->app_version}});
    port.emplace(*device, uart.dce(), commands::PortRole::Primary);
}

}  // namespace sara::test
