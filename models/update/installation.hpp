#pragma once

#include "models/products/product.hpp"
#include "models/products/profile.hpp"
#include "models/storage/storage.hpp"
#include "models/update/install_code.hpp"
#include "models/update/install_faults.hpp"
#include "models/update/package.hpp"
#include "models/update/progress_steps.hpp"
#include "models/update/reporter.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace sara::update {

/// How an installation leaves the module.
class InstallListener {
 public:
    virtual ~InstallListener() = default;

    /// Reset: the new firmware boots, or the old one if nothing was written.
    virtual void on_install_ended() = 0;

    /// A FOAT installation failed after a flash write: back to firmware update mode.  [R01 3.1.1]
    virtual void on_firmware_lost() = 0;
};

/// The update agent: validates the package that the journal names, makes the new image, writes it
/// sector by sector and treats files and settings as Table 14 says.  What it needs to go on after a
/// power cut is in the journal before it is needed.  [R01 3.1, 5.1, 5.1.1][firmware-update 3.4, 5]
///
/// A full package is written straight into the firmware slot.  A delta's result is built in
/// `staging` first, because the patch needs the old image until the new one is whole.
class Installation {
 public:
    /// `reporter`: where progress goes; nothing: a silent installation.  [firmware-update 2.6]
    Installation(sim::Scheduler& scheduler, sim::Trace& trace, std::optional<Reporter> reporter,
                 storage::Storage& storage, const products::Product& product,
                 const products::Profile& profile, const InstallFaults& faults,
                 InstallListener& listener);
    Installation(const Installation&) = delete;
    Installation& operator=(const Installation&) = delete;

    /// Starts where the journal says.
    void start();

 private:
    enum class Stage : std::uint8_t { Validating, Installing };

    void begin_validation();
    void end_validation();
    void begin_installation();
    void resume_copy();
    bool begin_copy();
    bool write_next_sector();
    void end_installation();
    void end(InstallCode code);

    void enter(Stage stage, sim::Duration length, std::size_t steps);
    void schedule_step();
    void on_step();
    void report_progress();
    std::optional<storage::Buffer> read_package() const;
    Target target() const;

    sim::Scheduler& scheduler_;
    sim::Trace& trace_;
    std::optional<Reporter> reporter_;
    storage::Storage& storage_;
    const products::Product& product_;
    const products::Profile& profile_;
    const InstallFaults& faults_;
    InstallListener& listener_;

    storage::PendingInstall pending_;  ///< as the journal had it when we began
    storage::Buffer package_;
    Verdict verdict_;
    storage::Buffer image_;            ///< the new one
    std::size_t staging_sectors_ = 0;  ///< to write before the firmware slot's
    bool wrote_;                       ///< the firmware slot was touched, now or before a cut

    Stage stage_ = Stage::Validating;
    ProgressSteps progress_{kValidationSteps};
    std::size_t steps_ = 0;  ///< of the stage
    std::size_t done_ = 0;
    sim::Time started_{};
    sim::Duration length_{};
    sim::Timer step_;
};

}  // namespace sara::update
