#pragma once

#include "models/commands/port_context.hpp"
#include "models/listeners.hpp"
#include "sim/scheduler.hpp"

#include <array>
#include <span>

namespace sara::commands {

/// What the radio hears: +CSQ, +CESQ, +UCGED, +UCELLINFO; and the indicators +CIND, +CMER, +CBC.
/// [at-commands 2.3, 2.4]
class SignalCommands final : public at::Family,
                             private network::RegistrationListener,
                             private storage::SmsStoreListener {
 public:
    explicit SignalCommands(PortContext& context);
    static std::span<const at::Command<SignalCommands>> commands();

    static constexpr std::size_t kIndicators = 12;

 private:
    at::Reply signal(const at::Request& request);
    at::Reply signal_values(const at::Request& request);
    at::Reply extended_signal(const at::Request& request);
    at::Reply extended_signal_values(const at::Request& request);
    at::Reply battery(const at::Request& request);
    at::Reply battery_values(const at::Request& request);
    at::Reply serving_cell(const at::Request& request);
    at::Reply set_cell_info(const at::Request& request);
    at::Reply read_cell_info(const at::Request& request);
    at::Reply indicators(const at::Request& request);
    at::Reply indicator_names(const at::Request& request);

    void on_registration_changed() override;
    void on_messages_changed() override;
    void report_changes();
    std::array<int, kIndicators> values() const;
    std::string cell_info() const;
    void on_cell_info_due();

    PortContext& context_;
    network::Registration& registration_;
    Subscription<network::RegistrationListener> subscription_;
    Subscription<storage::SmsStoreListener> message_subscription_;
    std::array<int, kIndicators> told_;
    sim::Duration cell_info_period_{};
    sim::Timer cell_info_;
};

}  // namespace sara::commands
