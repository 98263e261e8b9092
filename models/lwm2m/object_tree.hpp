#pragma once

#include "models/listeners.hpp"
#include "models/lwm2m/path.hpp"
#include "models/lwm2m/value.hpp"
#include "models/result.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace sara::lwm2m {

/// Why an operation on the tree was refused; the CoAP code that a server hears.
enum class TreeError {
    BadRequest,    ///< 4.00
    Unauthorised,  ///< 4.01
    NotFound,      ///< 4.04
    NotAllowed     ///< 4.05
};

/// Who asks: the host by AT command, or a server by its short ID.
struct Requester {
    static constexpr int kHost = 0;
    int server = kHost;

    bool is_host() const { return server == kHost; }
};

/// Who hears of changes: the client, for Update and Notify.
class TreeListener {
 public:
    /// The value at a resource differs; `by` whom it was written, if it was.
    virtual void on_value_changed(const Path& path) = 0;

    /// Objects or instances came or went: a registration update is due.  [R01 2.1]
    virtual void on_instances_changed() = 0;

    /// A server executed a resource that is the client's own, e.g. /1/x/8 (update trigger).
    virtual void on_executed(const Path& path) = 0;

 protected:
    ~TreeListener() = default;
};

/// The module's objects, instances and resources: one way to them for AT commands and for servers.
/// [lwm2m 4]
class ObjectTree {
 public:
    virtual ~ObjectTree() = default;

    /// Objects without instances and object instances, in the order that +ULWM2MLIST prints.
    /// Below `path` alone if it names an object.  [lwm2m 4.1]
    virtual Result<std::vector<Path>, TreeError> list(const Path& path) const = 0;

    /// Readable resources of an object, instance, resource or resource instance, in printed order.
    virtual Result<std::vector<Item>, TreeError> read(const Path& path, Requester by) const = 0;

    /// Writes all items or none; paths are those of resources or resource instances.
    virtual Result<void, TreeError> write(std::span<const Item> items, Requester by) = 0;

    /// Executes a resource.
    virtual Result<void, TreeError> execute(const Path& path, std::string_view arguments,
                                            Requester by) = 0;

    virtual Result<void, TreeError> create(const Path& instance, Requester by) = 0;
    virtual Result<void, TreeError> remove(const Path& instance, Requester by) = 0;

    /// A part that owns the value behind `path` says that it differs now.
    void changed(const Path& path) { listeners_.tell(&TreeListener::on_value_changed, path); }

    Listeners<TreeListener>& listeners() { return listeners_; }

 protected:
    Listeners<TreeListener> listeners_;
};

}  // namespace sara::lwm2m
