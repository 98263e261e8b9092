#include "models/network/registration.hpp"

#include <algorithm>
#include <utility>

namespace sara::network {

namespace {

using namespace std::chrono_literals;

constexpr sim::Duration kScanPerBand = 3300ms;  // 47 s for 14 bands  [AD T11]
constexpr sim::Duration kResumption = 300ms;    // back to the cell that is known  [assumed]

}  // namespace

Registration::Registration(sim::Scheduler& scheduler, sim::Trace& trace, Radio& radio, SimCard& sim,
                           const RadioChoice& choice)
    : trace_(trace),
      radio_(radio),
      sim_(sim),
      choice_(choice),
      machine_(*this),
      answer_(scheduler.timer("registration", [this] { on_answer(); })),
      give_up_(scheduler.timer("cell search", [this] { on_nothing_found(); })),
      rrc_(scheduler.timer(sim::patience("RRC inactivity"), [this] {
          listeners_.tell(&RegistrationListener::on_rrc_changed, false);
      })) {
    radio_.add(*this);
    sim_.listeners().add(*this);
    radio_.set_service(false);
}

Registration::~Registration() {
    sim_.listeners().remove(*this);
    radio_.remove(*this);
}

bool Registration::is_registered() const {
    return state() == RegistrationState::Home || state() == RegistrationState::Roaming;
}

sim::Duration Registration::scan_time() const {
    return kScanPerBand * choice_.bands.count();
}

std::vector<Cell> Registration::audible_cells() const {
    std::vector<Cell> cells;
    std::ranges::copy_if(radio_.cells(), std::back_inserter(cells),
                         [this](const Cell& cell) { return choice_.covers(cell); });
    return cells;
}

// --- what is wanted

void Registration::set_radio(bool on) {
    is_radio_on_ = on;
    if (on) is_attach_wanted_ = true;
    apply_wishes();
}

void Registration::resume(std::string plmn, bool updates) {
    attached_plmn_ = std::move(plmn);
    is_attached_ = true;
    is_resuming_ = true;
    resumes_quietly_ = !updates;
}

void Registration::set_attach_wanted(bool wanted) {
    is_attach_wanted_ = wanted;
    apply_wishes();
}

void Registration::select(PlmnSelection selection, std::string plmn) {
    selection_ = selection;
    wanted_plmn_ = std::move(plmn);
    is_attach_wanted_ = true;
    const bool was_on = state() != RegistrationState::Off;
    if (was_on && selection != PlmnSelection::Deregistered) {
        machine_.search_wanted();
        return tell();
    }
    apply_wishes();
}

void Registration::want_psm(std::optional<PsmTimers> timers) {
    if (wanted_psm_ == timers) return;
    wanted_psm_ = std::move(timers);
    if (!is_registered()) return;
    machine_.search_wanted();
    tell();
}

void Registration::on_sim_changed(SimState /*state*/) {
    apply_wishes();
}

void Registration::apply_wishes() {
    const bool on = is_radio_on_ && is_attach_wanted_ && sim_.is_ready() &&
                    selection_ != PlmnSelection::Deregistered;
    const bool was_on = state() != RegistrationState::Off;
    if (on == was_on) return;
    if (on) {
        machine_.switched_on();
    } else {
        machine_.switched_off();
    }
    tell();
}

// --- search and attach

bool Registration::may_use(const Cell& cell) const {
    if (!choice_.covers(cell)) return false;
    if (selection_ == PlmnSelection::Manual && cell.plmn != wanted_plmn_) return false;
    return std::ranges::find(rejected_, cell.plmn) == rejected_.end();
}

// The home network goes before others, the strongest cell before weaker ones; with
// ManualThenAutomatic the network that was asked for before all.  [TS 23.122 4.4.3]
std::optional<Cell> Registration::best_cell() const {
    const auto rank = [this](const Cell& cell) {
        if (cell.plmn == wanted_plmn_) return 0;
        return cell.plmn == sim_.data().home ? 1 : 2;
    };
    std::optional<Cell> best;
    for (const Cell& cell : radio_.cells()) {
        if (may_use(cell) && (!best || rank(cell) < rank(*best))) best = cell;
    }
    return best;
}

void Registration::start_search() {
    has_changed_ = true;
    emm_cause_ = 0;
    rejected_.clear();
    look_for_cell();
}

void Registration::look_for_cell() {
    candidate_ = best_cell();
    if (candidate_) {
        give_up_.cancel();
        answer_.restart(is_resuming_ ? kResumption : radio_.registration_time());
    } else {
        answer_.cancel();
        give_up_.restart(scan_time());
    }
}

void Registration::on_answer() {
    if (best_cell() != candidate_) return look_for_cell();
    const AttachVerdict verdict = radio_.attach(*candidate_, sim_.data().home);
    if (verdict.accepted) {
        if (!resumes_quietly_) keep_rrc();
        resumes_quietly_ = is_resuming_ = false;
        machine_.accepted(verdict.roaming);
        return tell();
    }
    emm_cause_ = verdict.emm_cause;
    rejected_.push_back(candidate_->plmn);
    if (best_cell()) return look_for_cell();
    machine_.rejected();
    tell();
}

void Registration::on_nothing_found() {
    machine_.no_cell();
    tell();
}

void Registration::stop_search() {
    answer_.cancel();
    give_up_.cancel();
    has_changed_ = true;
    has_search_ended_ = true;
    if (is_attached_) let_go(DetachedBy::Module);
}

void Registration::attach() {
    has_resumed_ = is_attached_ && attached_plmn_ == candidate_->plmn;
    if (!has_resumed_) let_go(DetachedBy::Module);
    cell_ = candidate_;
    attached_plmn_ = cell_->plmn;
    psm_ = wanted_psm_ ? radio_.grant(*wanted_psm_) : std::nullopt;
    is_attached_ = true;
    has_attached_ = true;
    has_changed_ = true;
    has_search_ended_ = true;
}

// --- leaving

void Registration::leave_cell() {
    cell_.reset();
    psm_.reset();
    start_search();
}

void Registration::detach() {
    stop_search();
    let_go(DetachedBy::Module);
}

void Registration::be_detached() {
    // The network's DETACH REQUEST without "re-attach required" ends it until the host asks anew.
    is_attach_wanted_ = false;
    has_changed_ = true;
    let_go(DetachedBy::Network);
}

void Registration::let_go(DetachedBy by) {
    if (std::exchange(is_attached_, false)) detached_by_ = by;
    resumes_quietly_ = is_resuming_ = false;
    cell_.reset();
    psm_.reset();
}

// --- coverage

void Registration::on_cells_changed() {
    if (is_registered()) return follow_serving_cell();
    if (is_searching()) {
        if (!answer_.is_running() && best_cell()) look_for_cell();
    } else if (best_cell()) {
        machine_.cells_changed();
        tell();
    }
}

void Registration::follow_serving_cell() {
    std::optional<Cell> next;
    for (const Cell& cell : radio_.cells()) {
        if (!choice_.covers(cell) || cell.plmn != cell_->plmn) continue;
        if (!next || cell.ci == cell_->ci) next = cell;
    }
    if (!next) {
        machine_.coverage_lost();
        return tell();
    }
    if (std::exchange(cell_, next) == next) return;
    listeners_.tell(&RegistrationListener::on_registration_changed);
}

void Registration::on_network_detach() {
    if (!is_registered()) return;
    machine_.network_detached();
    tell();
}

void Registration::on_traffic() {
    if (is_registered()) keep_rrc();
}

void Registration::keep_rrc() {
    const bool was_connected = rrc_.is_running();
    rrc_.restart(radio_.rrc_inactivity());
    if (!was_connected) listeners_.tell(&RegistrationListener::on_rrc_changed, true);
}

// --- for others

void Registration::entered(std::string_view state) {
    trace_.emit(sim::RecordKind::State, "registration", {{"state", state}});
}

void Registration::refused(std::string_view event) {
    trace_.emit(sim::RecordKind::Note, "registration", {{"refused", event}});
}

// Listeners hear of the machine's new state when it is there; they may ask for the next.
void Registration::tell() {
    radio_.set_service(is_registered());
    if (!is_registered() && rrc_.is_running()) {
        rrc_.cancel();
        listeners_.tell(&RegistrationListener::on_rrc_changed, false);
    }
    if (std::exchange(has_changed_, false)) {
        listeners_.tell(&RegistrationListener::on_registration_changed);
    }
    if (const auto by = std::exchange(detached_by_, std::nullopt)) {
        listeners_.tell(&RegistrationListener::on_detached, *by);
    }
    if (std::exchange(has_attached_, false)) {
        listeners_.tell(&RegistrationListener::on_attached, has_resumed_);
    }
    if (std::exchange(has_search_ended_, false)) {
        listeners_.tell(&RegistrationListener::on_search_ended);
    }
}

}  // namespace sara::network
