#include "models/lwm2m/objects.hpp"

#include "models/lwm2m/object_json.hpp"

#include <algorithm>
#include <utility>

namespace sara::lwm2m {

namespace {

constexpr std::uint16_t kSecurity = 0;
constexpr std::uint16_t kServer = 1;
constexpr std::uint16_t kAccessControl = 2;
constexpr std::uint16_t kDevice = 3;
constexpr std::uint16_t kFirmware = 5;
constexpr std::uint16_t kApnProfile = 11;
constexpr Path kUri{kFirmware, 0, 1};
constexpr Path kUpdate{kFirmware, 0, 2};
constexpr Path kState{kFirmware, 0, 3};
constexpr Path kResult{kFirmware, 0, 5};

/// Values of the NVM that are ours, e.g. "lwm2m/1/1/1".
constexpr std::string_view kNvmPrefix = "lwm2m";

std::string nvm_name(const Path& path) {
    return std::string(kNvmPrefix) + text_of(path);
}

/// Objects ascend as they are listed; within one, instance 0 comes last.  [lwm2m 4.1]
std::uint32_t rank_of(const Path& instance) {
    constexpr std::uint32_t kLast = 0x10000;
    return !instance.instance || *instance.instance == 0 ? kLast : *instance.instance;
}

Path instance_of(const Path& path) {
    return {path.object, path.instance};
}

struct ValueOf {
    std::optional<Value> operator()(Live) const { return std::nullopt; }
    std::optional<Value> operator()(int number) const { return std::int64_t{number}; }
    std::optional<Value> operator()(bool flag) const { return flag; }
    std::optional<Value> operator()(std::string_view text) const { return std::string(text); }
    std::optional<Value> operator()(ObjectLink link) const { return link; }
};

/// A written value as the resource's type; nothing if it is of another one.
std::optional<Value> fitted(const Value& value, ResourceType type) {
    const auto holds = [&value]<class T>(T*) { return std::holds_alternative<T>(value); };
    switch (type) {
        case ResourceType::Integer:
        case ResourceType::Time:
            if (holds(static_cast<std::int64_t*>(nullptr))) return value;
            break;
        case ResourceType::Boolean:
            if (holds(static_cast<bool*>(nullptr))) return value;
            break;
        case ResourceType::Float:
            if (holds(static_cast<double*>(nullptr))) return value;
            if (const auto* number = std::get_if<std::int64_t>(&value)) {
                return static_cast<double>(*number);
            }
            break;
        case ResourceType::String:
            if (holds(static_cast<std::string*>(nullptr))) return value;
            break;
        case ResourceType::Opaque:
            if (holds(static_cast<Opaque*>(nullptr))) return value;
            if (const auto* base64 = std::get_if<std::string>(&value)) return opaque_of(*base64);
            break;
        case ResourceType::Link:
            if (holds(static_cast<ObjectLink*>(nullptr))) return value;
            break;
        case ResourceType::None:
            break;
    }
    return std::nullopt;
}

std::vector<Path> listed(products::Generation generation, const std::vector<ServerEntry>& servers) {
    const auto printed = factory_list(generation);
    std::vector<Path> instances(printed.begin(), printed.end());
    for (const ServerEntry& server : servers) {  // the operator's, where the list has none
        for (const std::uint16_t object : {kServer, kSecurity}) {
            const Path path{object, server.instance};
            if (std::ranges::find(instances, path) != instances.end()) continue;
            instances.insert(std::ranges::find(instances, object, &Path::object), path);
        }
    }
    return instances;
}

/// The factory's rows of that generation, made once: every module shares them.
const std::vector<FactoryRow>& rows_of(products::Generation generation) {
    static const std::vector<FactoryRow> of_00b = factory_rows(products::Generation::B00);
    static const std::vector<FactoryRow> of_01b = factory_rows(products::Generation::B01);
    return generation == products::Generation::B01 ? of_01b : of_00b;
}

}  // namespace

Objects::Objects(products::Generation generation, std::vector<ServerEntry> servers,
                 storage::Nvm& nvm, const ModuleValues& module)
    : generation_(generation),
      servers_(std::move(servers)),
      nvm_(nvm),
      module_(module),
      instances_(listed(generation, servers_)) {
    for (const auto& [name, text] : nvm_.settings()) {
        if (!name.starts_with(kNvmPrefix)) continue;
        const auto path = parse_path(std::string_view(name).substr(kNvmPrefix.size()));
        const auto written = value_of_json(text);
        if (!path || !path->resource || !written) continue;
        const ResourceDefinition* definition = find_resource(*path->object, *path->resource);
        if (definition == nullptr) continue;
        auto value = fitted(*written, definition->type);
        if (value) overrides_.insert_or_assign(*path, std::move(*value));
    }
}

bool Objects::reset() {
    const bool erased = std::ranges::all_of(
        overrides_, [&](const auto& entry) { return nvm_.erase(nvm_name(entry.first)); });
    overrides_.clear();
    instances_ = listed(generation_, servers_);
    return erased;
}

// --- what there is

bool Objects::has_object(std::uint16_t id) const {
    return std::ranges::find(instances_, std::optional(id), &Path::object) != instances_.end();
}

bool Objects::has_instance(const Path& path) const {
    return std::ranges::find(instances_, instance_of(path)) != instances_.end();
}

Result<std::vector<Path>, TreeError> Objects::list(const Path& path) const {
    if (!path.object) return instances_;
    if (!has_object(*path.object)) return TreeError::NotFound;
    if (path.instance && !has_instance(path)) return TreeError::NotFound;
    std::vector<Path> found;
    std::ranges::copy_if(instances_, std::back_inserter(found), [&](const Path& one) {
        return one.object == path.object && (!path.instance || one.instance == path.instance);
    });
    return found;
}

// --- reading

std::optional<Value> Objects::server_value(const Path& resource) const {
    const auto server = std::ranges::find(
        servers_, resource.instance, [](const auto& one) { return std::optional(one.instance); });
    if (server == servers_.end()) return std::nullopt;
    return std::int64_t{server->short_id};
}

/// /2/n speaks of the n-th instance that is neither a right nor a key.  [lwm2m 4.2, assumed]
std::optional<Value> Objects::access_value(const Path& resource) const {
    std::uint16_t number = 0;
    for (const Path& instance : instances_) {
        if (*instance.object == kAccessControl || *instance.object == kSecurity) continue;
        if (number++ != *resource.instance) continue;
        return std::int64_t{resource.resource == 0 ? *instance.object
                                                   : instance.instance.value_or(0)};
    }
    return std::int64_t{0};
}

std::optional<Value> Objects::live_value(const Path& resource) const {
    switch (*resource.object) {
        case kServer:
            return server_value(resource);
        case kAccessControl:
            return access_value(resource);
        case kFirmware:
            if (firmware_ == nullptr) break;
            if (resource == kUri) return firmware_->uri();
            if (resource == kState) return static_cast<std::int64_t>(firmware_->state());
            if (resource == kResult) return static_cast<std::int64_t>(firmware_->result());
            break;
        default:
            return module_.value(resource);
    }
    if (resource == kUri) return std::string();
    return std::int64_t{0};
}

std::optional<Value> Objects::value_at(const Path& resource, const FactoryValue& initial) const {
    if (const auto written = overrides_.find(resource); written != overrides_.end()) {
        return written->second;
    }
    if (std::holds_alternative<Live>(initial)) return live_value(resource);
    return std::visit(ValueOf{}, initial);
}

void Objects::read_instance(const Path& instance, const Path& wanted,
                            std::vector<Item>& into) const {
    for (const FactoryRow& row : rows_of(generation_)) {
        if (row.object != instance.object) continue;
        if (row.instance && row.instance != instance.instance) continue;
        if (wanted.resource && wanted.resource != row.resource) continue;
        if (wanted.resource_instance && wanted.resource_instance != row.resource_instance) continue;
        const Path place{instance.object, instance.instance, row.resource, row.resource_instance};
        if (auto value = value_at(place, row.value)) into.push_back({place, std::move(*value)});
    }
    // What was written where the factory has nothing.
    for (const auto& [place, value] : overrides_) {
        if (instance_of(place) != instance) continue;
        if (wanted.resource && wanted.resource != place.resource) continue;
        if (wanted.resource_instance && wanted.resource_instance != place.resource_instance)
            continue;
        if (std::ranges::find(into, place, &Item::path) == into.end()) {
            into.push_back({place, value});
        }
    }
}

Result<std::vector<Item>, TreeError> Objects::read(const Path& path, Requester by) const {
    if (!path.object) return TreeError::BadRequest;
    if (!has_object(*path.object)) return TreeError::NotFound;
    // Nobody reads keys: servers may not see the object, and the host gets no key either.
    if (*path.object == kSecurity) {
        return by.is_host() ? TreeError::NotAllowed : TreeError::Unauthorised;
    }
    if (path.instance && !has_instance(path)) return TreeError::NotFound;
    if (path.resource) {
        const ResourceDefinition* definition = find_resource(*path.object, *path.resource);
        if (definition == nullptr) return TreeError::NotFound;
        if (!definition->may('R')) return TreeError::NotAllowed;
    }
    std::vector<Item> items;
    for (const Path& instance : instances_) {
        if (instance.object != path.object) continue;
        if (path.instance && path.instance != instance.instance) continue;
        read_instance(instance, path, items);
    }
    if (path.resource && items.empty()) return TreeError::NotFound;
    return items;
}

std::optional<std::int64_t> Objects::number(const Path& resource) const {
    std::vector<Item> items;
    read_instance(instance_of(resource), resource, items);
    if (items.empty()) return std::nullopt;
    const auto* number = std::get_if<std::int64_t>(&items.front().value);
    return number == nullptr ? std::nullopt : std::optional(*number);
}

// --- writing and executing

Result<Value, TreeError> Objects::checked(const Item& item, Requester by) const {
    const Path& path = item.path;
    if (!path.object || !path.instance || !path.resource) return TreeError::BadRequest;
    if (*path.object == kSecurity && !by.is_host()) return TreeError::Unauthorised;
    if (!has_instance(path)) return TreeError::NotFound;
    const ResourceDefinition* definition = find_resource(*path.object, *path.resource);
    if (definition == nullptr) return TreeError::NotFound;
    // Clock and contexts have commands of their own: nothing writes them here.  [assumed]
    // Only a server brings firmware, and only by its address: delivery is pull.  [lwm2m 5]
    const bool is_package = *path.object == kFirmware && (by.is_host() || path != kUri);
    const bool is_the_modules = *path.object == kDevice || *path.object == kApnProfile;
    if (!definition->may('W') || is_package || is_the_modules) return TreeError::NotAllowed;
    if (definition->multiple != path.resource_instance.has_value()) return TreeError::BadRequest;
    auto value = fitted(item.value, definition->type);
    if (!value) return TreeError::BadRequest;
    return std::move(*value);
}

bool Objects::store(const Path& path, const Value& value) {
    const auto before = overrides_.find(path);
    if (before != overrides_.end() && before->second == value) return true;
    if (!nvm_.set(nvm_name(path), json_of(value))) return false;
    overrides_.insert_or_assign(path, value);
    return true;
}

Result<void, TreeError> Objects::write(std::span<const Item> items, Requester by) {
    std::vector<Item> accepted;
    for (const Item& item : items) {
        auto value = checked(item, by);
        if (value.has_error()) return value.error();
        accepted.push_back({item.path, std::move(*value)});
    }
    for (const Item& item : accepted) {
        if (item.path == kUri) {
            const bool taken = firmware_ != nullptr &&
                               firmware_->write_uri(by.server, std::get<std::string>(item.value));
            if (!taken) return TreeError::NotAllowed;
            continue;
        }
        std::vector<Item> before;
        read_instance(instance_of(item.path), item.path, before);
        if (before.size() == 1 && before.front().value == item.value) continue;
        if (!store(item.path, item.value)) return TreeError::NotAllowed;
        changed(item.path);
    }
    return {};
}

Result<void, TreeError> Objects::execute(const Path& path, std::string_view /*arguments*/,
                                         Requester by) {
    if (!path.object || !path.instance || !path.resource) return TreeError::BadRequest;
    if (*path.object == kSecurity && !by.is_host()) return TreeError::Unauthorised;
    if (!has_instance(path)) return TreeError::NotFound;
    const ResourceDefinition* definition = find_resource(*path.object, *path.resource);
    if (definition == nullptr) return TreeError::NotFound;
    if (!definition->may('E')) return TreeError::NotAllowed;
    if (path == kUpdate) {
        const bool begins = firmware_ != nullptr && firmware_->execute_update(by.server);
        if (!begins) return TreeError::NotAllowed;
        return {};
    }
    listeners_.tell(&TreeListener::on_executed, path);
    return {};
}

// --- instances that come and go

template <class Condition>
void Objects::forget(Condition concerns) {
    std::erase_if(overrides_, [&](const auto& entry) {
        if (!concerns(entry.first)) return false;
        nvm_.erase(nvm_name(entry.first));
        return true;
    });
}

Result<void, TreeError> Objects::create(const Path& instance, Requester by) {
    if (!instance.object || !instance.instance || instance.resource) return TreeError::BadRequest;
    if (*instance.object == kSecurity && !by.is_host()) return TreeError::Unauthorised;
    if (!has_object(*instance.object)) return TreeError::NotFound;
    if (has_instance(instance)) return TreeError::NotAllowed;
    // An object without instances stood for itself.
    std::erase(instances_, Path{instance.object});
    auto place = std::ranges::find(instances_, instance.object, &Path::object);
    while (place != instances_.end() && place->object == instance.object &&
           rank_of(*place) < rank_of(instance)) {
        ++place;
    }
    instances_.insert(place, instance);
    listeners_.tell(&TreeListener::on_instances_changed);
    return {};
}

Result<void, TreeError> Objects::remove(const Path& instance, Requester by) {
    if (!instance.object || !instance.instance || instance.resource) return TreeError::BadRequest;
    const bool is_account = *instance.object == kSecurity || *instance.object == kServer;
    if (is_account && !by.is_host()) return TreeError::Unauthorised;
    const auto place = std::ranges::find(instances_, instance);
    if (place == instances_.end()) return TreeError::NotFound;
    const Path object{instance.object};
    *place = object;
    if (std::ranges::count(instances_, instance.object, &Path::object) > 1) {
        instances_.erase(place);
    }
    forget([&](const Path& path) { return instance_of(path) == instance; });
    listeners_.tell(&TreeListener::on_instances_changed);
    return {};
}

Result<void, TreeError> Objects::add_object(std::uint16_t id) {
    if (has_object(id)) return TreeError::NotAllowed;
    instances_.insert(std::ranges::find(instances_, std::optional(kSecurity), &Path::object),
                      Path{id, 0});
    listeners_.tell(&TreeListener::on_instances_changed);
    return {};
}

Result<void, TreeError> Objects::remove_object(std::uint16_t id) {
    if (!has_object(id)) return TreeError::NotFound;
    if (id == kSecurity || id == kServer) return TreeError::NotAllowed;
    std::erase_if(instances_, [id](const Path& one) { return one.object == id; });
    forget([id](const Path& path) { return path.object == id; });
    listeners_.tell(&TreeListener::on_instances_changed);
    return {};
}

}  // namespace sara::lwm2m
