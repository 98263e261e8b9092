#pragma once

#include "models/commands/port_context.hpp"
#include "models/commands/sms_format.hpp"

#include <span>
#include <string>
#include <string_view>

namespace sara::commands {

/// How short messages are shown, stored, sent and announced.  [TS 27.005 3.2, 3.3; at-commands 1.6]
class SmsSettingsCommands final : public at::Family {
 public:
    explicit SmsSettingsCommands(PortContext& context)
        : device_(context.device), settings_(context.settings) {}
    static std::span<const at::Command<SmsSettingsCommands>> commands();

 private:
    at::Reply set_service(const at::Request& request);
    at::Reply read_service(const at::Request& request);
    at::Reply set_memories(const at::Request& request);
    at::Reply read_memories(const at::Request& request);
    at::Reply set_centre(const at::Request& request);
    at::Reply read_centre(const at::Request& request);
    at::Reply set_indications(const at::Request& request);
    at::Reply store_settings(const at::Request& request);
    at::Reply restore_settings(const at::Request& request);

    std::string fill_of(std::string_view memory) const;

    Device& device_;
    at::Settings& settings_;
};

/// +CMGF and +CSDH of a port.
SmsView view_of(const at::Settings& settings);

/// Which storage <mem1>, <mem2> or <mem3> of +CPMS names: 0 read and deleted, 1 written, 2
/// received. "MT" is the module's own.
storage::SmsMemory memory_of(const at::Settings& settings, std::size_t position);

/// Error of a parameter that is wrong in the mode of that port: CMS 304 or 305.
at::CmsError parameter_error(const at::Settings& settings);

}  // namespace sara::commands
