#pragma once

#include "models/commands/port_context.hpp"
#include "models/commands/sms_mailbox.hpp"

#include <cstddef>
#include <span>

namespace sara::commands {

/// Stored messages, read and deleted, and the URCs of those that arrive.  [TS 27.005 3.4, 3.5.4]
class SmsReadingCommands final : public at::Family, private SmsPort {
 public:
    explicit SmsReadingCommands(PortContext& context);
    ~SmsReadingCommands();
    static std::span<const at::Command<SmsReadingCommands>> commands();

 private:
    at::Reply read(const at::Request& request);
    at::Reply list(const at::Request& request);
    at::Reply list_statuses(const at::Request& request);
    at::Reply remove(const at::Request& request);
    at::Reply places(const at::Request& request);
    at::Reply acknowledge(const at::Request& request);

    SmsRouting routing() const override;
    void on_stored(storage::SmsMemory memory, std::size_t place, bool is_report) override;
    void on_handed_over(const sms::Pdu& pdu, const sms::Tpdu& tpdu) override;

    PortContext& context_;
    Device& device_;
    at::Settings& settings_;
    storage::SmsStore& store_;
};

}  // namespace sara::commands
