#pragma once

#include "models/lwm2m/factory_objects.hpp"
#include "models/lwm2m/firmware_object.hpp"
#include "models/lwm2m/module_values.hpp"
#include "models/lwm2m/object_definitions.hpp"
#include "models/lwm2m/object_tree.hpp"
#include "models/products/product.hpp"
#include "models/storage/nvm.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::lwm2m {

/// A server that the module knows: an instance of /0 and of /1.
struct ServerEntry {
    std::uint16_t instance = 0;
    int short_id = 0;
};

/// The objects of a running module.  Defaults come from the factory's tables, live values from the
/// module; what was written over them is in the NVM, so that a reboot keeps it and a firmware
/// update does not.  [lwm2m 4, 9]
class Objects final : public ObjectTree {
 public:
    /// `servers`: in ascending order of instances.
    Objects(products::Generation generation, std::vector<ServerEntry> servers, storage::Nvm& nvm,
            ModuleValues& module);
    Objects(const Objects&) = delete;
    Objects& operator=(const Objects&) = delete;

    /// Who is behind object 5; without one it is idle.
    void attach(FirmwareObject& firmware) { firmware_ = &firmware; }

    const std::vector<ServerEntry>& servers() const { return servers_; }

    /// A value as a number, e.g. the lifetime of a server; nothing if there is none.
    std::optional<std::int64_t> number(const Path& resource) const;

    /// Adds an object with instance 0, or removes it with all its instances: +ULWM2MADD,
    /// +ULWM2MREMOVE. NotAllowed if it is there already, NotFound if it is not.
    Result<void, TreeError> add_object(std::uint16_t id);
    Result<void, TreeError> remove_object(std::uint16_t id);

    /// Forgets what was written, created and deleted: after the next boot objects and values are
    /// the factory's.  False: the flash fails.  [R03 3.1.1]
    bool reset();

    Result<std::vector<Path>, TreeError> list(const Path& path) const override;
    Result<std::vector<Item>, TreeError> read(const Path& path, Requester by) const override;
    Result<void, TreeError> write(std::span<const Item> items, Requester by) override;
    Result<void, TreeError> execute(const Path& path, std::string_view arguments,
                                    Requester by) override;
    Result<void, TreeError> create(const Path& instance, Requester by) override;
    Result<void, TreeError> remove(const Path& instance, Requester by) override;

 private:
    bool has_object(std::uint16_t id) const;
    bool has_instance(const Path& path) const;
    std::optional<Value> value_at(const Path& resource, const FactoryValue& initial) const;
    std::optional<Value> live_value(const Path& resource) const;
    std::optional<Value> server_value(const Path& resource) const;
    std::optional<Value> access_value(const Path& resource) const;
    void read_instance(const Path& instance, const Path& wanted, std::vector<Item>& into) const;
    Result<Value, TreeError> checked(const Item& item, Requester by) const;
    template <class Condition>
    void forget(Condition concerns);
    bool store(const Path& path, const Value& value);
    bool put(const Path& path, const Value& value);
    void insert(const Path& instance);
    void erase(const Path& instance);
    void restore_instances(std::optional<std::uint16_t> object);
    bool note_instance(const Path& instance, bool is_there);

    products::Generation generation_;
    std::vector<ServerEntry> servers_;
    storage::Nvm& nvm_;
    ModuleValues& module_;
    FirmwareObject* firmware_ = nullptr;
    std::vector<Path> instances_;      ///< in printed order
    std::map<Path, Value> overrides_;  ///< what was written
};

}  // namespace sara::lwm2m
