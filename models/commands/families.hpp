#pragma once

#include "models/commands/certificate_commands.hpp"
#include "models/commands/control.hpp"
#include "models/commands/dial_commands.hpp"
#include "models/commands/dns_commands.hpp"
#include "models/commands/files.hpp"
#include "models/commands/firmware.hpp"
#include "models/commands/ftp_commands.hpp"
#include "models/commands/gnss_commands.hpp"
#include "models/commands/gpio_commands.hpp"
#include "models/commands/http_commands.hpp"
#include "models/commands/identification.hpp"
#include "models/commands/lwm2m_commands.hpp"
#include "models/commands/lwm2m_registration_commands.hpp"
#include "models/commands/mux_commands.hpp"
#include "models/commands/operator_commands.hpp"
#include "models/commands/packet_event_commands.hpp"
#include "models/commands/pdp_commands.hpp"
#include "models/commands/power_saving_commands.hpp"
#include "models/commands/psd_commands.hpp"
#include "models/commands/radio_commands.hpp"
#include "models/commands/registration_commands.hpp"
#include "models/commands/root_of_trust_commands.hpp"
#include "models/commands/security_profile_commands.hpp"
#include "models/commands/serial.hpp"
#include "models/commands/session.hpp"
#include "models/commands/signal_commands.hpp"
#include "models/commands/sim_commands.hpp"
#include "models/commands/sms_reading_commands.hpp"
#include "models/commands/sms_sending_commands.hpp"
#include "models/commands/sms_settings_commands.hpp"
#include "models/commands/socket_commands.hpp"
#include "models/commands/socket_settings.hpp"
#include "models/commands/system.hpp"
#include "models/commands/temperature_commands.hpp"
#include "models/commands/time_commands.hpp"
#include "models/commands/ufota_commands.hpp"

#include <array>
#include <tuple>

namespace sara::commands {

/// One object of each class, in the order of the catalogue.
template <class... Classes>
class FamilySet {
 public:
    explicit FamilySet(PortContext& context)
        : objects_(context_for<Classes>(context)...),
          pointers_(std::apply(
              [](Classes&... families) {
                  return std::array<at::Family*, sizeof...(Classes)>{&families...};
              },
              objects_)) {}

    std::span<at::Family* const> pointers() const { return pointers_; }

    static at::Catalogue make_catalogue() { return at::Catalogue::of<Classes...>(); }

 private:
    template <class>
    static PortContext& context_for(PortContext& context) {
        return context;
    }

    std::tuple<Classes...> objects_;
    std::array<at::Family*, sizeof...(Classes)> pointers_;
};

using Families =
    FamilySet<IdentificationCommands, SessionCommands, SerialCommands, ControlCommands,
              SystemCommands, GpioCommands, FileCommands, FirmwareCommands, CertificateCommands,
              SecurityProfileCommands, RootOfTrustCommands, SmsSettingsCommands, SmsReadingCommands,
              SmsSendingCommands, SimCommands, RegistrationCommands, OperatorCommands,
              SignalCommands, TimeCommands, TemperatureCommands, RadioCommands, PowerSavingCommands,
              PdpCommands, PacketEventCommands, PsdCommands, SocketCommands, SocketSettings,
              DnsCommands, FtpCommands, HttpCommands, GnssCommands, Lwm2mCommands,
              Lwm2mRegistrationCommands, MuxCommands, DialCommands, UfotaCommands>;

}  // namespace sara::commands
