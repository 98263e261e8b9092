#pragma once

#include "models/at/data_sink.hpp"
#include "models/commands/port_context.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sara::commands {

/// Messages are written and sent.  [TS 27.005 3.5; at-commands 2.14]
class SmsSendingCommands final : public at::Family, private at::DataSink {
 public:
    explicit SmsSendingCommands(PortContext& context)
        : device_(context.device),
          settings_(context.settings),
          store_(context.device.sms.store()) {}
    static std::span<const at::Command<SmsSendingCommands>> commands();

 private:
    /// What the text behind the prompt is for.
    struct Draft {
        bool is_sent = false;    ///< +CMGS; else +CMGW
        sms::Address peer = {};  ///< text mode; an empty number is allowed in +CMGW alone
        std::size_t size = 0;    ///< octets of TPDU; PDU mode
        storage::SmsStatus status = storage::SmsStatus::StoredUnsent;
        at::PendingCommand pending = {};
    };

    at::Reply send_prompt(const at::Request& request);
    at::Reply write_prompt(const at::Request& request);
    at::Reply send_stored(const at::Request& request);

    bool take_target(const at::Request& request, Draft& draft) const;
    std::optional<sms::Pdu> compose_pdu() const;
    std::optional<sms::Pdu> compose_text() const;
    at::Reply submit(sms::Pdu pdu, std::string_view command, at::PendingCommand pending,
                     std::optional<std::size_t> place);
    at::Reply store(const sms::Pdu& pdu);
    sms::Address service_centre() const;

    std::optional<at::Reply> on_data(sim::Bytes bytes) override;
    at::Reply on_end() override;
    at::Reply on_stall() override;

    Device& device_;
    at::Settings& settings_;
    storage::SmsStore& store_;
    Draft draft_;
    std::string text_;  ///< what came behind the prompt
};

}  // namespace sara::commands
