#include "models/update/installation.hpp"

#include "models/update/apply_effects.hpp"
#include "models/update/timing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace sara::update {

namespace {

using storage::InstallPhase;

#ifdef SARA_PLANTED_BUG
/// The journal says that the image is being written only once it has been: what a sweep has to
/// find.
constexpr bool kJournalComesLate = true;
#else
constexpr bool kJournalComesLate = false;
#endif

constexpr std::size_t kValidationStepCount = 100;  // a percent each

/// Which URC carries progress and result.  [R01 3.2, 5.2]
std::string_view urc_of(Method method) {
    return method == Method::Foat ? "+UFWUPD" : "+UUFWINSTALL";
}

bool builds_in_staging(Method method) {
    return method != Method::Foat;
}

}  // namespace

Installation::Installation(sim::Scheduler& scheduler, sim::Trace& trace,
                           std::optional<Reporter> reporter, storage::Storage& storage,
                           const products::Product& product, const products::Profile& profile,
                           const InstallFaults& faults, InstallListener& listener)
    : scheduler_(scheduler),
      trace_(trace),
      reporter_(reporter),
      storage_(storage),
      product_(product),
      profile_(profile),
      faults_(faults),
      listener_(listener),
      pending_(storage.journal.state().install.value_or(storage::PendingInstall{})),
      wrote_(storage.journal.state().flash_dirty),
      step_(scheduler.timer("installation", [this] { on_step(); })) {}

void Installation::start() {
    switch (pending_.phase) {
        case InstallPhase::Validate:
            begin_validation();
            return;
        case InstallPhase::Copy:
            resume_copy();
            return;
        case InstallPhase::Effects:
            if (storage_.image.is_valid()) {
                end_installation();
            } else {
                resume_copy();
            }
            return;
    }
}

void Installation::begin_validation() {
    if (pending_.method == Method::Foat) {
        // The mark is used up: after a power cut the file has to be sent again.  [R01 3.1.1]
        storage::JournalState state = storage_.journal.state();
        state.install.reset();
        storage_.journal.update(state);
    }
    std::optional<storage::Buffer> package = read_package();
    if (!package) return end(InstallCode::FileNotFound);
    package_ = std::move(*package);
    verdict_ = validate(package_, pending_.method, target());
    enter(Stage::Validating, validation_time(profile_, package_.size()), kValidationStepCount);
}

void Installation::begin_installation() {
    if (faults_.is_ram_low) return end(InstallCode::RamError);
    auto image = new_image(package_, storage_.image.read_all(), target());
    if (!image) return end(row_of(image.error()).code);
    image_ = std::move(*image);
    if (image_.size() > storage_.image.capacity()) return end(InstallCode::SizeMismatch);

    const std::size_t sectors = storage::sectors_for(image_.size());
    staging_sectors_ = builds_in_staging(pending_.method) ? sectors : 0;
    const bool ready = staging_sectors_ > 0 ? storage_.staging.begin_write() : begin_copy();
    if (!ready) return end(InstallCode::FlashWriteFailure);
    enter(Stage::Installing, install_time(profile_, kind_for(pending_.method), package_.size()),
          staging_sectors_ + sectors);
    package_ = {};
}

void Installation::resume_copy() {
    wrote_ = true;
    image_ = storage_.staging.read_all();
    const auto package = read_package();
    if (image_.empty() || !package) return end(InstallCode::FinalisationError);
    if (!begin_copy()) return end(InstallCode::FlashWriteFailure);
    enter(Stage::Installing, install_time(profile_, kind_for(pending_.method), package->size()),
          storage::sectors_for(image_.size()));
}

bool Installation::begin_copy() {
    if constexpr (kJournalComesLate) return storage_.image.begin_write();
    storage::JournalState state = storage_.journal.state();
    state.flash_dirty = true;
    if (builds_in_staging(pending_.method)) {
        pending_.phase = InstallPhase::Copy;
        state.install = pending_;
    }
    wrote_ = true;
    return storage_.journal.update(state) && storage_.image.begin_write();
}

bool Installation::write_next_sector() {
    const std::size_t index = done_ < staging_sectors_ ? done_ : done_ - staging_sectors_;
    const std::size_t offset = index * storage::kSectorBytes;
    const storage::Bytes sector = storage::Bytes(image_).subspan(
        offset, std::min(storage::kSectorBytes, image_.size() - offset));
    if (done_ >= staging_sectors_) return storage_.image.write_sector(index, sector);
    if (!storage_.staging.write_sector(index, sector)) return false;
    return done_ + 1 < staging_sectors_ || (storage_.staging.finish() && begin_copy());
}

void Installation::end_installation() {
    if (!image_.empty()) {
        storage::JournalState state = storage_.journal.state();
        pending_.phase = InstallPhase::Effects;
        state.install = pending_;
        if (!storage_.journal.update(state) || !storage_.image.finish()) {
            return end(InstallCode::FlashWriteFailure);
        }
    }
    if (storage_.flash().is_dead()) return;
    const auto info = storage_.image.verify();
    if (!info) return end(InstallCode::UpdatedFlashCorrupted);
    if (!apply_effects(pending_.method, *info, storage_)) {
        return end(InstallCode::FinalisationError);
    }
    end(InstallCode::Success);
}

void Installation::end(InstallCode code) {
    if (storage_.flash().is_dead()) return;
    const bool is_lost = code != InstallCode::Success && wrote_;
    storage::JournalState state = storage_.journal.state();
    state.last_result = {pending_.method, number_of(code)};
    if (!is_lost) {  // the image in the slot is whole: the new one, or the old one untouched
        state.install.reset();
        state.update_mode.reset();
        state.flash_dirty = false;
    } else {
        ++pending_.failures;
        state.install = pending_;
        // A package in the flash is installed again at the next boot, but not for ever.
        if (pending_.method == Method::Foat || pending_.failures >= profile_.install_attempts) {
            state.install.reset();
            state.update_mode = pending_.port;
        }
    }
    storage_.journal.update(state);
    if (pending_.method == Method::Foat) storage_.files.remove_transfer();
    if (storage_.flash().is_dead()) return;

    trace_.emit(sim::RecordKind::Update, name_of(pending_.method),
                {{"step", std::string_view("result")}, {"code", std::int64_t{number_of(code)}}});
    if (reporter_)
        reporter_->report(fmt::format("{}: {}", urc_of(pending_.method), number_of(code)));
    if (is_lost && !storage_.journal.state().install) {
        listener_.on_firmware_lost();
    } else {
        listener_.on_install_ended();
    }
}

void Installation::enter(Stage stage, sim::Duration length, std::size_t steps) {
    stage_ = stage;
    progress_ =
        ProgressSteps(stage == Stage::Validating ? std::span<const std::uint8_t>(kValidationSteps)
                                                 : kInstallationSteps);
    started_ = scheduler_.now();
    length_ = length;
    steps_ = steps;
    done_ = 0;
    report_progress();
    schedule_step();
}

void Installation::schedule_step() {
    const auto count = static_cast<std::int64_t>(done_ + 1);
    const sim::Time due = started_ + length_ * count / static_cast<std::int64_t>(steps_);
    step_.restart(due - scheduler_.now());
}

void Installation::on_step() {
    if (faults_.failure) return end(*faults_.failure);
    if (stage_ == Stage::Installing && !write_next_sector()) {
        return end(InstallCode::FlashWriteFailure);
    }
    if (storage_.flash().is_dead()) return;
    ++done_;
    report_progress();
    if (stage_ == Stage::Validating && !verdict_.ok() &&
        verdict_.found_at() == FoundAt::ValidationStart) {
        return end(verdict_.code());
    }
    if (done_ < steps_) return schedule_step();
    if (stage_ == Stage::Installing) return end_installation();
    if (!verdict_.ok()) return end(verdict_.code());
    begin_installation();
}

void Installation::report_progress() {
    const bool validating = stage_ == Stage::Validating;
    for (const std::uint8_t percent : progress_.advance(done_, steps_)) {
        trace_.emit(sim::RecordKind::Progress, name_of(pending_.method),
                    {{"phase", std::string_view(validating ? "validation" : "installation")},
                     {"percent", std::int64_t{percent}}});
        if (!reporter_) continue;
        reporter_->report(
            fmt::format("{}: {}", validating ? "+UFWPREVAL" : urc_of(pending_.method), percent));
    }
}

std::optional<storage::Buffer> Installation::read_package() const {
    if (pending_.method == Method::Foat) {
        if (!storage_.files.transfer_size()) return std::nullopt;
        storage::Buffer file = storage_.files.read_transfer();
        file.resize(without_padding(file).size());  // Xmodem fills its last block up
        return file;
    }
    auto package = storage_.files.read(storage::Tag::Foat, storage::kPackageName);
    if (!package) return std::nullopt;
    return std::move(*package);
}

Target Installation::target() const {
    Target target{product_, profile_, std::nullopt};
    if (const auto info = storage_.image.verify()) {
        target.installed = InstalledFirmware{*info, *storage_.image.digest()};
    }
    return target;
}

}  // namespace sara::update
