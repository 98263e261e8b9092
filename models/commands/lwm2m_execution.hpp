#pragma once

#include "models/lwm2m/object_tree.hpp"
#include "models/power/control.hpp"
#include "models/storage/nvm.hpp"

namespace sara::commands {

/// What a server has the module do with object 3: reboot, and back to factory values.  [OMA object
/// 3]
class Lwm2mExecution final : private lwm2m::TreeListener {
 public:
    Lwm2mExecution(lwm2m::ObjectTree& tree, power::Control& control, storage::Nvm& nvm)
        : control_(control), nvm_(nvm), subscription_(tree.listeners(), *this) {}

 private:
    void on_value_changed(const lwm2m::Path& /*path*/) override {}
    void on_instances_changed() override {}
    void on_executed(const lwm2m::Path& path) override {
        constexpr lwm2m::Path kReboot{3, 0, 4};
        constexpr lwm2m::Path kFactoryReset{3, 0, 5};
        if (path != kReboot && path != kFactoryReset) return;
        if (path == kFactoryReset) nvm_.set_factory_restore({.fs = 0, .nvm = 2});
        control_.reset(power::Reset::WithSim);
    }

    power::Control& control_;
    storage::Nvm& nvm_;
    Subscription<lwm2m::TreeListener> subscription_;
};

}  // namespace sara::commands
