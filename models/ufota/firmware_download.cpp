#include "models/ufota/firmware_download.hpp"

#include "models/ufota/campaign_mode.hpp"
#include "models/ufota/installation_outcome.hpp"

#include <array>
#include <utility>

namespace sara::ufota {

namespace {

using namespace std::chrono_literals;
using lwm2m::FirmwareResult;
using lwm2m::FirmwareState;

constexpr sim::Duration kAnswerTime = 1h;  // then the module accepts by itself  [R03 3.4.2]

/// From one attempt to the next; in all ten minutes.  [R01 2.2.2]
constexpr auto kRetries = std::to_array<sim::Duration>({60s, 120s, 180s, 240s});
constexpr sim::Duration kLastAttempt = 30s;  // for the server's answer  [assumed]

constexpr int kWhole = 100;                // percent
constexpr std::size_t kHeaderBytes = 512;  // more than a package has before its payload
constexpr int kUnreported = -1;

const lwm2m::Path kStatePath{.object = 5, .instance = 0, .resource = 3};
const lwm2m::Path kResultPath{.object = 5, .instance = 0, .resource = 5};

}  // namespace

FirmwareDownload::FirmwareDownload(const Parts& parts, DownloadListener& listener)
    : parts_(parts),
      listener_(listener),
      package_(parts.storage),
      machine_(*this),
      boot_(parts.scheduler.timer("uFOTA", [this] { restore(); })),
      wait_(parts.scheduler.timer(sim::patience("+UFOTAACK"), [this] { on_wait_over(); })),
      retry_(parts.scheduler.timer("uFOTA retry", [this] { on_retry_due(); })),
      subscription_(parts.registration.listeners(), *this) {
    const storage::JournalState& journal = parts_.storage.journal.state();
    saved_ = load_record(parts_.storage.nvm).value_or(DownloadRecord{});
    uri_ = saved_.uri;
    server_ = saved_.server;
    total_ = saved_.total;
    for_host_ = saved_.for_host;
    result_ = saved_.result;
    // Success erased the record; a failed installation is known to the journal alone.
    const bool installed = saved_ == DownloadRecord{};
    if (installed || saved_.state == DownloadState::Installing) {
        result_ = installation_outcome(journal).value_or(FirmwareResult::Initial);
        if (installed) saved_.result = result_;
    }
    told_result_ = result_;
    boot_.restart({});
}

void FirmwareDownload::restore() {
    switch (saved_.state) {
        case DownloadState::Idle:
            break;
        case DownloadState::AwaitingAck:
            machine_.request_found();
            break;
        case DownloadState::Paused:
            token_ = parts_.exclusion.begin(Download::Ufota);
            machine_.pause_found();
            break;
        case DownloadState::Downloaded:
        case DownloadState::DownloadedForHost:
        case DownloadState::Installing:  // it failed: the package is here  [OMA object 5]
            machine_.package_found(for_host_);
            break;
        case DownloadState::Scheduled:
        case DownloadState::AwaitingNetwork:
        case DownloadState::Downloading:
        case DownloadState::Retrying:
        case DownloadState::Stalled:
            machine_.download_found();
            break;
    }
    happen(true);
    on_registration_changed();
}

// --- the machine's effects

void FirmwareDownload::entered(std::string_view state) {
    parts_.trace.emit(sim::RecordKind::State, "ufota", {{"state", state}});
}

void FirmwareDownload::refused(std::string_view event) {
    parts_.trace.emit(sim::RecordKind::Note, "ufota", {{"refused", event}});
}

void FirmwareDownload::start_download() {
    token_ = parts_.exclusion.begin(Download::Ufota);
    package_.drop();
    reported_percent_ = 0;
    listener_.on_triggered();
    fetch();
}

void FirmwareDownload::queue_download() {
    token_ = parts_.exclusion.begin(Download::Ufota);
    package_.drop();
    announces_ = true;
}

// A download that begins anew is announced, one that goes on is not.  [firmware-update 2.5]
void FirmwareDownload::begin_after_boot() {
    token_ = parts_.exclusion.begin(Download::Ufota);
    announces_ = package_.size() == 0;
}

void FirmwareDownload::ask_host() {
    listener_.on_request_pending();
    wait_.restart(kAnswerTime);
}

void FirmwareDownload::decline_campaign() {
    listener_.on_triggered();
    end_with(Fault::Rejected);
}

void FirmwareDownload::report_progress() {
    reported_percent_ = percent();
    listener_.on_progress(reported_percent_);
}

void FirmwareDownload::pause_download() {
    fetch_.reset();
    package_.keep();
    listener_.on_paused(percent());
}

void FirmwareDownload::announce_resumption() {
    announces_ = false;
    listener_.on_triggered();
}

void FirmwareDownload::resume_download() {
    listener_.on_triggered();
    reported_percent_ = kUnreported;
    fetch();
}

void FirmwareDownload::fetch_package() {
    if (std::exchange(announces_, false)) listener_.on_triggered();
    reported_percent_ = package_.size() > 0 ? kUnreported : 0;
    fetch();
}

void FirmwareDownload::start_retries() {
    fetch_.reset();
    attempts_ = 0;
    retry_.restart(kRetries[0]);
}

// The attempts keep their times, whatever becomes of the one before.
void FirmwareDownload::try_again() {
    fetch_.reset();
    ++attempts_;
    if (static_cast<std::size_t>(attempts_) < kRetries.size()) {
        retry_.restart(kRetries[static_cast<std::size_t>(attempts_)]);
    } else {
        retry_.restart(is_online() ? kLastAttempt : sim::Duration{});
    }
    if (is_online()) fetch();
}

void FirmwareDownload::stop_retries() {
    retry_.cancel();
    reported_percent_ = kUnreported;
}

// What came is kept: after a reboot the rest follows.  [R01 2.2.2]
void FirmwareDownload::stall() {
    fetch_.reset();
    retry_.cancel();
    package_.keep();
}

void FirmwareDownload::report_complete() {
    fetch_.reset();
    token_.release();
    listener_.on_complete();
}

void FirmwareDownload::drop_package() {
    const bool is_whole = state() == FirmwareState::Downloaded;
    forget();
    if (is_whole) package_.drop();
}

void FirmwareDownload::start_installation() {
    result_ = FirmwareResult::Initial;
    listener_.on_install(install_port_);
}

void FirmwareDownload::end_with(Fault fault) {
    forget();
    result_ = row_of(fault).result;
    listener_.on_failed(fault);
}

/// Ends what runs.  Before a download has begun, a package that is there is not its own.
void FirmwareDownload::forget() {
    fetch_.reset();
    wait_.cancel();
    retry_.cancel();
    announces_ = false;
    total_.reset();
    if (!token_.is_held()) return;
    package_.drop();
    token_.release();
}

// --- what comes

void FirmwareDownload::fetch() {
    fetch_.emplace(parts_.scheduler, parts_.network, *parse_package_uri(uri_), package_,
                   static_cast<FetchListener&>(*this));
    parts_.registration.on_traffic();
}

bool FirmwareDownload::stops_without_ram() {
    return !listener_.has_ram() && happen(machine_.failed(Fault::NoRam));
}

void FirmwareDownload::on_fetch_began(std::optional<std::size_t> total) {
    if (stops_without_ram()) return;
    total_ = total;
    if (machine_.state() == DownloadState::Retrying) machine_.answered();
    if (percent() != reported_percent_) machine_.percent_risen();
    happen(true);
}

// The last per cent is told by the end.
void FirmwareDownload::on_fetch_progress() {
    if (stops_without_ram()) return;
    parts_.registration.on_traffic();
    const int now = percent();
    if (now != reported_percent_ && now < kWhole) machine_.percent_risen();
}

bool FirmwareDownload::is_package_fit() const {
    const auto start =
        parts_.storage.files.read(storage::Tag::Foat, storage::kPackageName, 0, kHeaderBytes);
    return !start || listener_.is_fit(*start);
}

void FirmwareDownload::on_fetch_complete() {
    parts_.registration.on_traffic();
    if (!is_package_fit()) {
        happen(machine_.failed(Fault::PackageType));
        return;
    }
    for_host_ = campaign_mode(parts_.storage.nvm, server_) == CampaignMode::DownloadOnly;
    happen(machine_.completed(for_host_));
}

// An attempt that fails leaves its time to the next.
void FirmwareDownload::on_fetch_lost() {
    if (machine_.state() == DownloadState::Downloading) happen(machine_.link_lost());
}

int FirmwareDownload::percent() const {
    if (!total_ || *total_ == 0) return 0;
    return static_cast<int>(package_.size() * kWhole / *total_);
}

void FirmwareDownload::on_registration_changed() {
    const DownloadState phase = machine_.state();
    const bool is_fetching =
        phase == DownloadState::Downloading || phase == DownloadState::Retrying;
    const bool is_off = !parts_.registration.is_radio_on() ||
                        parts_.registration.selection() == network::PlmnSelection::Deregistered;
    if (is_fetching && is_off) {
        happen(machine_.radio_off());
    } else if (phase == DownloadState::Downloading && !is_online()) {
        happen(machine_.link_lost());
    } else if (phase == DownloadState::AwaitingNetwork && is_online()) {
        happen(machine_.network_found());
    }
}

// --- the clock

void FirmwareDownload::on_wait_over() {
    if (is_busy_elsewhere()) {
        happen(machine_.failed(Fault::NoMemory));
    } else {
        happen(machine_.wait_over(is_online()));
    }
}

void FirmwareDownload::on_retry_due() {
    if (static_cast<std::size_t>(attempts_) < kRetries.size()) {
        happen(machine_.retry_due());
    } else {
        happen(machine_.failed(Fault::ConnectionLost));
    }
}

bool FirmwareDownload::is_busy_elsewhere() const {
    return parts_.exclusion.refuses(Attempt::Ufota).has_value();
}

DownloadRecord FirmwareDownload::record() const {
    return {.state = machine_.state(),
            .result = result_,
            .server = server_,
            .for_host = for_host_,
            .total = total_,
            .uri = uri_};
}

/// After each event: what has to survive is stored, and whoever observes is told when the new state
/// is there.
bool FirmwareDownload::happen(bool was_handled) {
    if (record() != saved_) {
        saved_ = record();
        store_record(parts_.storage.nvm, saved_);
        parts_.storage.flash().take_cost();
    }
    if (std::exchange(told_state_, state()) != state()) listener_.on_resource_changed(kStatePath);
    if (std::exchange(told_result_, result_) != result_) {
        listener_.on_resource_changed(kResultPath);
    }
    return was_handled;
}

}  // namespace sara::ufota
