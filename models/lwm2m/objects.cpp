#include "models/lwm2m/objects.hpp"

#include "models/lwm2m/object_json.hpp"
#include "models/lwm2m/object_places.hpp"

#include <algorithm>
#include <utility>

namespace sara::lwm2m {

namespace {

constexpr std::uint16_t kAccessControl = 2;
constexpr Path kState{kFirmware, 0, 3};
constexpr Path kResult{kFirmware, 0, 5};

struct ValueOf {
    std::optional<Value> operator()(Live) const { return std::nullopt; }
    std::optional<Value> operator()(int number) const { return std::int64_t{number}; }
    std::optional<Value> operator()(bool flag) const { return flag; }
    std::optional<Value> operator()(std::string_view text) const { return std::string(text); }
    std::optional<Value> operator()(ObjectLink link) const { return link; }
};

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
                 storage::Nvm& nvm, ModuleValues& module)
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
    restore_instances(std::nullopt);
}

bool Objects::reset() {
    return std::ranges::all_of(nvm_.settings(), [&](const auto& setting) {
        return !setting.first.starts_with(kNvmPrefix) || nvm_.erase(setting.first);
    });
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

}  // namespace sara::lwm2m
