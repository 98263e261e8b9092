#pragma once

#include "models/exclusion.hpp"
#include "models/lwm2m/firmware_object.hpp"
#include "models/lwm2m/path.hpp"
#include "models/network/network.hpp"
#include "models/network/registration.hpp"
#include "models/storage/storage.hpp"
#include "models/ufota/download_machine.hpp"
#include "models/ufota/download_record.hpp"
#include "models/ufota/package_fetch.hpp"
#include "models/ufota/partial_package.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace sara::ufota {

/// Who hears how a download fares: the host by +UFOTASTAT, the object tree, the life-cycle.
class DownloadListener {
 public:
    virtual void on_triggered() = 0;  ///< begins, or is resumed by the host
    virtual void on_progress(int percent) = 0;
    virtual void on_paused(int percent) = 0;
    virtual void on_request_pending() = 0;  ///< the host is to accept or to reject
    virtual void on_complete() = 0;
    virtual void on_failed(Fault fault) = 0;
    virtual void on_resource_changed(const lwm2m::Path& path) = 0;  ///< /5/0/3 or /5/0/5

    /// The module has memory to work with.
    virtual bool has_ram() const = 0;

    /// What came is of the kind that uFOTA installs, or of one that only the installation knows.
    virtual bool is_fit(sim::Bytes start) const = 0;

    /// The module is to reset and install; `host_port`: +UFWINSTALL named it.
    virtual void on_install(std::optional<storage::UpdatePort> host_port) = 0;

 protected:
    ~DownloadListener() = default;
};

/// The firmware update that object 5 controls, up to the reset that installs: the server writes
/// where the package lies, the module fetches it, the server or the host says when to install.
/// [R01 2][R03 3][firmware-update 2]
class FirmwareDownload final : public lwm2m::FirmwareObject,
                               private DownloadEffects,
                               private FetchListener,
                               private network::RegistrationListener {
 public:
    struct Parts {
        sim::Scheduler& scheduler;
        sim::Trace& trace;
        network::Network& network;
        network::Registration& registration;
        storage::Storage& storage;
        Exclusion& exclusion;
    };

    /// Takes up, in an event of its own, what was under way before the reboot.
    FirmwareDownload(const Parts& parts, DownloadListener& listener);
    FirmwareDownload(const FirmwareDownload&) = delete;
    FirmwareDownload& operator=(const FirmwareDownload&) = delete;

    // lwm2m::FirmwareObject
    lwm2m::FirmwareState state() const override;
    lwm2m::FirmwareResult result() const override { return result_; }
    const std::string& uri() const override { return uri_; }
    bool write_uri(int server, const std::string& uri) override;
    bool execute_update(int server) override;

    // The host; false: not in this state.
    bool cancel() { return happen(machine_.cancelled()); }
    bool pause() { return happen(machine_.pause_wanted()); }
    bool resume() { return happen(machine_.resume_wanted(is_online())); }
    bool reject() { return happen(machine_.rejected()); }
    bool accept(sim::Duration delay);
    bool install(storage::UpdatePort port);

    DownloadState phase() const { return machine_.state(); }

    /// Size of the package, 0 while nobody said it, and how much is here.
    std::size_t total_bytes() const { return total_.value_or(0); }
    std::size_t received_bytes() const { return package_.size(); }

 private:
    // DownloadEffects
    void entered(std::string_view state) override;
    void refused(std::string_view event) override;
    void start_download() override;
    void queue_download() override;
    void begin_after_boot() override;
    void ask_host() override;
    void decline_campaign() override;
    void report_progress() override;
    void pause_download() override;
    void announce_resumption() override;
    void resume_download() override;
    void fetch_package() override;
    void start_retries() override;
    void try_again() override;
    void stop_retries() override;
    void stall() override;
    void cancel_download() override { end_with(Fault::Cancelled); }
    void reject_download() override { end_with(Fault::Rejected); }
    void report_failure(const Failed& event) override { end_with(event.fault); }
    void report_complete() override;
    void drop_package() override;
    void start_installation() override;

    // FetchListener
    void on_fetch_began(std::optional<std::size_t> total) override;
    void on_fetch_progress() override;
    void on_fetch_complete() override;
    void on_fetch_lost() override;
    void on_fetch_failed(Fault fault) override { happen(machine_.failed(fault)); }

    void on_registration_changed() override;

    bool stops_without_ram();
    bool is_package_fit() const;
    bool is_online() const { return parts_.registration.is_registered(); }
    bool is_busy_elsewhere() const;
    int percent() const;
    void restore();
    void offer();
    void on_wait_over();
    void on_retry_due();
    void fetch();
    void end_with(Fault fault);
    void forget();
    DownloadRecord record() const;
    bool happen(bool was_handled);

    Parts parts_;
    DownloadListener& listener_;
    PartialPackage package_;
    DownloadMachine machine_;

    std::string uri_;
    int server_ = 0;
    lwm2m::FirmwareResult result_ = lwm2m::FirmwareResult::Initial;
    std::optional<std::size_t> total_;
    bool for_host_ = false;
    std::optional<storage::UpdatePort> install_port_;

    DownloadRecord saved_;                                          ///< what the NVM has
    lwm2m::FirmwareState told_state_ = lwm2m::FirmwareState::Idle;  ///< what the tree knows
    lwm2m::FirmwareResult told_result_ = lwm2m::FirmwareResult::Initial;
    int reported_percent_ = 0;
    bool announces_ = false;  ///< when the network is there
    int attempts_ = 0;        ///< since the connection was lost
    Exclusion::Token token_;
    std::optional<PackageFetch> fetch_;
    sim::Timer boot_;
    sim::Timer wait_;  ///< for the host's answer, or as long as it said
    sim::Timer retry_;
    Subscription<network::RegistrationListener> subscription_;
};

}  // namespace sara::ufota
