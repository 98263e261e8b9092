#pragma once

#include "models/module.hpp"
#include "sim/trace.hpp"
#include "sim/twin.hpp"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sara {

/// The host's module and any number of others, which nobody attends to but servers: on one clock,
/// with the same campaigns.  Towards the host it is that module; of the others the run's trace has
/// what campaigns do with them, and their CoAP messages.
class Fleet final : public sim::Twin, private sim::TraceSink {
 public:
    Fleet(sim::Kernel& kernel, std::unique_ptr<Module> attended);
    Fleet(const Fleet&) = delete;
    Fleet& operator=(const Fleet&) = delete;
    ~Fleet() override;

    /// What a module has to be made with to be added.
    sim::KernelView kernel_view(sim::Seed seed) { return {kernel_.scheduler, trace_, seed}; }

    /// `switched_on` from now on it lives.
    void add(std::unique_ptr<Module> module, sim::Duration switched_on);

    std::span<const std::string_view> ports() const override { return attended_->ports(); }
    sim::Line* line(std::string_view port) override { return attended_->line(port); }
    void set_supply(bool on) override { attended_->set_supply(on); }
    bool has_supply() const override { return attended_->has_supply(); }
    void switch_on() override { attended_->switch_on(); }
    std::span<const std::string_view> input_pins() const override {
        return attended_->input_pins();
    }
    bool set_pin(std::string_view pin, bool high) override { return attended_->set_pin(pin, high); }

    /// That of the host's module, and /fleet: /modules, /firmware and /states with how many there
    /// are of each, /by_imei.
    nlohmann::json inspect() const override;
    std::string report() const override;
    std::size_t devices() const override { return 1 + members_.size(); }
    std::string_view state() const override { return attended_->state(); }
    bool is_ready() const override { return attended_->is_ready(); }
    bool asks_for_transfer() const override { return attended_->asks_for_transfer(); }
    std::uint64_t flash_writes() const override { return attended_->flash_writes(); }
    void cut_power_at_flash_write(std::uint64_t writes, bool torn) override {
        attended_->cut_power_at_flash_write(writes, torn);
    }
    void inject(std::string_view fault, const nlohmann::json& parameters, bool on) override {
        attended_->inject(fault, parameters, on);
    }
    std::vector<std::string> interjections() const override { return attended_->interjections(); }
    bool shows(std::string_view fault, const nlohmann::json& parameters,
               const sim::Record& record) const override {
        return attended_->shows(fault, parameters, record);
    }

 private:
    struct Member {
        std::unique_ptr<Module> module;
        sim::Timer switch_on;
    };

    void on_record(const sim::Record& record) override;

    /// How many have which firmware.
    std::map<std::string, std::size_t> firmware() const;

    sim::Kernel& kernel_;
    sim::Trace trace_;  ///< of those without a host
    std::unique_ptr<Module> attended_;
    std::vector<Member> members_;
};

}  // namespace sara
