// The half of Module that firmware updates speak to: what they leave for the boot ROM.

#include "models/module.hpp"

#include <string>

namespace sara {

void Module::start_foat(power::UpdatePort port) {
    storage::JournalState state = storage_.journal.state();
    state.update_mode = port;
    storage_.journal.update(state);
    leave_soon(&power::LifeCycle::reset);
}

void Module::start_install(power::UpdatePort port) {
    install({.method = update::Method::Ufwinstall, .port = port});
}

void Module::start_ufota(power::UpdatePort port, bool urcs) {
    install({.method = update::Method::Ufota, .port = port, .urcs = urcs});
}

void Module::install(const storage::PendingInstall& pending) {
    storage::JournalState state = storage_.journal.state();
    state.install = pending;
    state.last_result.reset();
    storage_.journal.update(state);
    leave_soon(&power::LifeCycle::reset, profile_.install_silence);
}

// The first boot after a uFOTA update runs with the factory's profile.  The reboot comes last, so a
// power cut at any point leaves the same to be done.  [R01 2.6.6, Table 6]
void Module::restore_mno_profile() {
    storage::JournalState state = storage_.journal.state();
    const std::string selected = std::to_string(*state.restore_mno_profile);
    state.restore_mno_profile.reset();
    if (storage_.nvm.set("+UMNOPROF", selected)) storage_.journal.update(state);
    leave_soon(&power::LifeCycle::reset);
}

void Module::on_file_complete() {
    storage::JournalState state = storage_.journal.state();
    state.install.emplace();
    state.install->method = update::Method::Foat;
    state.install->port = *state.update_mode;
    storage_.journal.update(state);
    leave_soon(&power::LifeCycle::reset);
}

void Module::on_foat_timeout() {
    storage::JournalState state = storage_.journal.state();
    state.update_mode.reset();
    storage_.journal.update(state);
    leave_soon(&power::LifeCycle::reset);
}

}  // namespace sara
