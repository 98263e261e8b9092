#pragma once

#include "models/lwm2m/module_values.hpp"
#include "models/lwm2m/objects.hpp"
#include "models/storage/file_system.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace sara::commands {

class Device;

/// Where resources of the object tree find the module's state: one table.  [lwm2m 4.2]
class Lwm2mValues final : public lwm2m::ModuleValues {
 public:
    explicit Lwm2mValues(Device& device) : device_(device) {}

    std::optional<lwm2m::Value> value(const lwm2m::Path& resource) const override;

    /// /11: APN and type of a context that is down, and whether it is up.  [lwm2m 4.2]
    std::optional<bool> write(const lwm2m::Path& resource, const lwm2m::Value& value) override;

 private:
    Device& device_;
};

/// The servers that this module knows: the uFOTA server and, with the MNO profile Verizon, that of
/// the operator; else the operator's account of 00B is there without a server.  [lwm2m 4.1]
std::vector<lwm2m::ServerEntry> lwm2m_servers(const products::Product& product,
                                              const storage::Nvm& nvm);

/// The number of the object that a script with tag XLWM2M defines: `object_id = 33057` in it.
/// Nothing if it defines none.  [lwm2m 2, form assumed]
std::optional<std::uint16_t> scripted_object(std::string_view script);

/// At boot objects that were added come back from their scripts.  [lwm2m 2]
void add_scripted_objects(lwm2m::Objects& objects, const storage::FileSystem& files);

}  // namespace sara::commands
