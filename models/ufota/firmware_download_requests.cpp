// The half of FirmwareDownload that the server and the host speak to.

#include "models/ufota/campaign_mode.hpp"
#include "models/ufota/firmware_download.hpp"

namespace sara::ufota {

using lwm2m::FirmwareResult;
using lwm2m::FirmwareState;

// --- for the server

FirmwareState FirmwareDownload::state() const {
    switch (machine_.state()) {
        case DownloadState::Idle:
        case DownloadState::AwaitingAck:
        case DownloadState::Scheduled:
            return FirmwareState::Idle;
        case DownloadState::AwaitingNetwork:
        case DownloadState::Downloading:
        case DownloadState::Retrying:
        case DownloadState::Paused:
        case DownloadState::Stalled:
            return FirmwareState::Downloading;
        case DownloadState::Downloaded:
        case DownloadState::DownloadedForHost:
            return FirmwareState::Downloaded;
        case DownloadState::Installing:
            return FirmwareState::Updating;
    }
    return FirmwareState::Idle;
}

// The same URI again changes nothing while its package comes: a server may repeat itself after the
// module has registered anew.  [assumed]
bool FirmwareDownload::write_uri(int server, const std::string& uri) {
    const DownloadState phase = machine_.state();
    if (phase == DownloadState::Installing) return false;
    const bool is_under_way = phase != DownloadState::Idle && phase != DownloadState::Downloaded &&
                              phase != DownloadState::DownloadedForHost;
    if (is_under_way && uri == uri_) return true;
    if (phase != DownloadState::Idle) machine_.uri_cleared();
    uri_ = uri;
    server_ = server;
    result_ = FirmwareResult::Initial;
    total_.reset();
    for_host_ = false;
    if (!uri.empty()) offer();
    happen(true);
    return true;
}

void FirmwareDownload::offer() {
    const CampaignMode mode = campaign_mode(parts_.storage.nvm, server_);
    if (const auto parsed = parse_package_uri(uri_); parsed.has_error()) {
        machine_.failed(parsed.error());
    } else if (mode == CampaignMode::Disabled) {
        machine_.campaign_disabled();
    } else if (mode == CampaignMode::AskHost) {
        machine_.consent_needed();
    } else if (is_busy_elsewhere()) {
        machine_.failed(Fault::NoMemory);
    } else if (!listener_.has_ram()) {
        machine_.failed(Fault::NoRam);
    } else {
        machine_.uri_written();
    }
}

bool FirmwareDownload::execute_update(int /*server*/) {
    install_port_.reset();
    return happen(machine_.update_executed());
}

// --- for the host

bool FirmwareDownload::accept(sim::Duration delay) {
    if (!happen(machine_.accepted())) return false;
    wait_.restart(delay);
    return true;
}

bool FirmwareDownload::install(storage::UpdatePort port) {
    install_port_ = port;
    return happen(machine_.install_wanted());
}

}  // namespace sara::ufota
