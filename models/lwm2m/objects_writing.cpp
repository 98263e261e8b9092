// The part of Objects that changes them.
#include "models/lwm2m/object_json.hpp"
#include "models/lwm2m/object_places.hpp"
#include "models/lwm2m/objects.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sara::lwm2m {

namespace {

constexpr std::uint16_t kDevice = 3;
constexpr std::uint16_t kCellular = 10;
constexpr std::string_view kThere = "1";
constexpr std::string_view kDeleted = "0";
constexpr Path kUpdate{kFirmware, 0, 2};

/// Objects ascend as they are listed; within one, instance 0 comes last.  [lwm2m 4.1]
std::uint32_t rank_of(const Path& instance) {
    constexpr std::uint32_t kLast = 0x10000;
    return !instance.instance || *instance.instance == 0 ? kLast : *instance.instance;
}

}  // namespace

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
        case ResourceType::Octets:
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

// --- writing and executing

Result<Value, TreeError> Objects::checked(const Item& item, Requester by) const {
    const Path& path = item.path;
    if (!path.object || !path.instance || !path.resource) return TreeError::BadRequest;
    if (*path.object == kSecurity && !by.is_host()) return TreeError::Unauthorised;
    if (!has_instance(path)) return TreeError::NotFound;
    const ResourceDefinition* definition = find_resource(*path.object, *path.resource);
    if (definition == nullptr) return TreeError::NotFound;
    // Clock, PSM and eDRX have commands of their own: nothing writes them here.  [assumed]
    // Only a server brings firmware, and only by its address: delivery is pull.  [lwm2m 5]
    const bool is_package = *path.object == kFirmware && (by.is_host() || path != kUri);
    const bool is_the_modules = *path.object == kDevice || *path.object == kCellular;
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

/// To whom the value belongs: the module, if it has it, else the tree.
bool Objects::put(const Path& path, const Value& value) {
    const std::optional<bool> taken = module_.write(path, value);
    return taken ? *taken : store(path, value);
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
        if (!put(item.path, item.value)) return TreeError::NotAllowed;
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

/// An object without instances stood for itself.
void Objects::insert(const Path& instance) {
    const auto bare = std::ranges::find(instances_, Path{instance.object});
    if (bare != instances_.end()) {
        *bare = instance;
        return;
    }
    auto place = std::ranges::find(instances_, instance.object, &Path::object);
    while (place != instances_.end() && place->object == instance.object &&
           rank_of(*place) < rank_of(instance)) {
        ++place;
    }
    instances_.insert(place, instance);
}

void Objects::erase(const Path& instance) {
    const auto place = std::ranges::find(instances_, instance);
    *place = Path{instance.object};
    if (std::ranges::count(instances_, instance.object, &Path::object) > 1) {
        instances_.erase(place);
    }
}

/// At boot what was created and deleted is so again, of one object or of all that are there.
void Objects::restore_instances(std::optional<std::uint16_t> object) {
    for (const auto& [name, text] : nvm_.settings()) {
        if (!name.starts_with(kNvmInstance)) continue;
        const auto path = parse_path(std::string_view(name).substr(kNvmInstance.size()));
        if (!path || !path->instance || !has_object(*path->object)) continue;
        if (object && object != path->object) continue;
        const bool is_wanted = text == kThere;
        if (is_wanted == has_instance(*path)) continue;
        if (is_wanted) {
            insert(*path);
        } else {
            erase(*path);
        }
    }
}

/// Only what differs from the factory's list is noted.
bool Objects::note_instance(const Path& instance, bool is_there) {
    const std::string name = std::string(kNvmInstance) + text_of(instance);
    if (nvm_.get(name)) return nvm_.erase(name);
    return nvm_.set(name, is_there ? kThere : kDeleted);
}

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
    if (!note_instance(instance, true)) return TreeError::NotAllowed;
    insert(instance);
    listeners_.tell(&TreeListener::on_instances_changed);
    return {};
}

Result<void, TreeError> Objects::remove(const Path& instance, Requester by) {
    if (!instance.object || !instance.instance || instance.resource) return TreeError::BadRequest;
    const bool is_account = *instance.object == kSecurity || *instance.object == kServer;
    if (is_account && !by.is_host()) return TreeError::Unauthorised;
    if (!has_instance(instance)) return TreeError::NotFound;
    if (!note_instance(instance, false)) return TreeError::NotAllowed;
    erase(instance);
    forget([&](const Path& path) { return instance_of(path) == instance; });
    listeners_.tell(&TreeListener::on_instances_changed);
    return {};
}

Result<void, TreeError> Objects::add_object(std::uint16_t id) {
    if (has_object(id)) return TreeError::NotAllowed;
    instances_.insert(std::ranges::find(instances_, std::optional(kSecurity), &Path::object),
                      Path{id, 0});
    restore_instances(id);
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
