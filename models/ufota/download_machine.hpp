#pragma once

#include "models/transition.hpp"
#include "models/ufota/fault.hpp"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace sara::ufota {

/// How far a firmware download is.  [firmware-update 2.4]
enum class DownloadState {
    Idle,
    AwaitingAck,      ///< the host is asked
    Scheduled,        ///< the host accepted for later
    AwaitingNetwork,  ///< begins when the module is registered
    Downloading,
    Retrying,           ///< the connection is lost
    Paused,             ///< by the host
    Stalled,            ///< the host switched the radio off: only a reboot helps
    Downloaded,         ///< the server is to say when
    DownloadedForHost,  ///< the host is to say when
    Installing
};

/// Event: the download came to nothing.
struct Failed {
    Fault fault;
};

/// What the table's actions do.  `entered` and `refused` are for the trace.
class DownloadEffects {
 public:
    virtual ~DownloadEffects() = default;

    virtual void entered(std::string_view state) = 0;
    virtual void refused(std::string_view event) = 0;

    virtual void start_download() = 0;    ///< from the first byte
    virtual void queue_download() = 0;    ///< the same, once there is a network
    virtual void begin_after_boot() = 0;  ///< what is here is the beginning
    virtual void ask_host() = 0;          ///< and wait for an hour
    virtual void decline_campaign() = 0;  ///< mode 3
    virtual void report_progress() = 0;
    virtual void pause_download() = 0;
    virtual void announce_resumption() = 0;  ///< the network is still to come
    virtual void resume_download() = 0;      ///< on the host's word
    virtual void fetch_package() = 0;        ///< or what is missing of it
    virtual void start_retries() = 0;
    virtual void try_again() = 0;
    virtual void stop_retries() = 0;
    virtual void stall() = 0;
    virtual void cancel_download() = 0;  ///< on the host's word
    virtual void reject_download() = 0;  ///< before it began
    virtual void report_failure(const Failed& event) = 0;
    virtual void report_complete() = 0;
    virtual void drop_package() = 0;  ///< the server took its URI back
    virtual void start_installation() = 0;
};

/// The uFOTA download as a table.  Each function is an event, and true if the table has a row for
/// it in the present state.
class DownloadMachine {
 public:
    explicit DownloadMachine(DownloadEffects& effects);
    DownloadMachine(const DownloadMachine&) = delete;
    DownloadMachine& operator=(const DownloadMachine&) = delete;
    ~DownloadMachine();

    DownloadState state() const;

    // The server
    bool uri_written();        ///< /5/0/1, to be downloaded at once
    bool consent_needed();     ///< /5/0/1, and the host is to be asked
    bool campaign_disabled();  ///< /5/0/1, and the host wants no updates
    bool uri_cleared();        ///< /5/0/1 is empty, or about to become another
    bool update_executed();    ///< /5/0/2

    // The host
    bool accepted();   ///< +UFOTAACK=<s>
    bool cancelled();  ///< +UFOTA=0
    bool rejected();   ///< +UFOTAACK=0
    bool pause_wanted();
    bool resume_wanted(bool online);
    bool install_wanted();  ///< +UFWINSTALL

    // The network and the clock
    bool wait_over(bool online);  ///< an hour without an answer, or the host's delay
    bool network_found();
    bool percent_risen();
    bool link_lost();
    bool radio_off();
    bool retry_due();
    bool answered();  ///< the server sends the rest
    bool failed(Fault fault);
    bool completed(bool for_host);

    // What a boot finds of the life before it
    bool request_found();
    bool download_found();
    bool pause_found();
    bool package_found(bool for_host);

    static std::vector<machine::Transition> transitions();

 private:
    struct Machine;
    template <class Event>
    bool process(const Event& event);

    std::unique_ptr<Machine> machine_;
};

std::string_view name_of(DownloadState state);
std::optional<DownloadState> find_download_state(std::string_view name);

}  // namespace sara::ufota
