#pragma once

#include "models/lwm2m/client_machine.hpp"
#include "models/lwm2m/coap_channel.hpp"
#include "models/lwm2m/object_tree.hpp"
#include "models/lwm2m/observation.hpp"
#include "models/network/network.hpp"
#include "sim/scheduler.hpp"
#include "sim/trace.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sara::lwm2m {

/// Bytes of an exchange that our CoAP messages do not have in them: DTLS is not simulated, what it
/// costs is counted.  [lwm2m 8]
inline constexpr std::size_t kHandshakeBytes = 620;  ///< DTLS 1.2 with PSK, both ways  [assumed]
inline constexpr std::size_t kRecordBytes = 29;      ///< header, nonce and tag of CCM_8  [RFC 6655]

/// What a registration needs of the module.
struct ClientParts {
    sim::Scheduler& scheduler;
    sim::Trace& trace;
    network::Network& internet;
    ObjectTree& tree;
};

/// A server that the module knows.
struct ServerAccount {
    int server = 0;              ///< short ID
    std::uint16_t instance = 0;  ///< of objects 0 and 1
    std::string uri;             ///< coaps://name:port; empty: never registered
};

/// Who hears what becomes of a registration.
class RegistrationWatcher {
 public:
    virtual void on_status(int server, int status) = 0;
    virtual void on_notified(int server, const Path& path) = 0;
    virtual void on_traffic(std::size_t sent_bytes, std::size_t received_bytes) = 0;

    /// The module's own address, for the trace.
    virtual std::string local_address() const = 0;

    /// True if the secure data suite lets the client make a connection.  [security 4]
    virtual bool may_connect() = 0;

 protected:
    ~RegistrationWatcher() = default;
};

/// <status> of +ULWM2MSTAT and +ULWM2MREG.  [lwm2m 3]
enum class RegistrationStatus : int {
    Deregistered = 0,
    Pending = 2,
    Registered = 3,
    Failed = 4,
    UpdatePending = 5,
    DeregistrationPending = 9
};

/// The module's registration with one server, and what that server does with the objects.
/// [lwm2m 7]
class Account final : private ClientEffects,
                      private CoapHandler,
                      private network::DatagramListener {
 public:
    struct Settings {
        std::string endpoint;    ///< urn:imei:...
        sim::Duration margin{};  ///< the update goes so long before the lifetime ends
    };

    Account(const ClientParts& parts, const Settings& settings, ServerAccount account,
            RegistrationWatcher& watcher);
    Account(const Account&) = delete;
    Account& operator=(const Account&) = delete;

    const ServerAccount& identity() const { return account_; }
    RegistrationStatus status() const;

    /// Until the next update; nothing unless registered.
    std::optional<sim::Duration> time_to_update() const;

    void network_found() { machine_.network_found(); }
    void register_wanted() { machine_.register_wanted(); }
    void deregister_wanted() { machine_.deregister_wanted(); }

    /// A registration update goes, with the list of objects if that differs.
    void update_due(bool objects_differ);

    /// A value of the tree differs.
    void on_value_changed(const Path& path);

    /// Something is on its way to the server, or is to be answered.
    bool is_busy() const;

    /// Bytes of all exchanges, both ways, with what DTLS adds.
    std::size_t traffic_bytes() const { return traffic_bytes_; }

 private:
    // ClientEffects
    void entered(std::string_view state) override;
    void refused(std::string_view event) override;
    void send_register() override;
    void send_update() override;
    void send_deregister() override;
    void start_lifetime() override;
    void remember_update() override { updates_again_ = true; }
    void forget_registration() override;
    void report_failure() override;

    // CoapHandler
    CoapMessage on_request(const CoapMessage& request) override;
    bool on_notification(const CoapMessage& /*message*/) override { return false; }
    void on_send(const std::vector<std::uint8_t>& bytes) override;

    void on_datagram(const network::Endpoint& from, sim::Bytes bytes) override;

    void look_up();
    void ask();
    CoapMessage registration();
    CoapMessage update();
    void on_answer(const CoapMessage* answer);
    void on_settled();
    void observe(const CoapMessage& request, CoapMessage& answer, const Path& path);
    bool set_attributes(const CoapMessage& request, const Path& path);
    void notify();
    void notify(Observation& observation);
    void plan_notifications();
    std::optional<sim::Time> due_of(const Observation& observation) const;
    Attributes attributes_of(const Path& path) const;
    bool is_about_to_install() const;
    std::int64_t number_at(std::uint16_t resource, std::int64_t otherwise) const;
    std::string binding() const;
    std::string objects() const;
    void trace_message(bool is_ours, sim::Bytes bytes) const;
    void count(std::size_t sent, std::size_t received);
    void tell_status();

    ClientParts parts_;
    const Settings& settings_;
    ServerAccount account_;
    RegistrationWatcher& watcher_;
    sim::Timer settle_;  ///< what the table's actions may not do themselves
    sim::Timer update_;  ///< the lifetime
    sim::Timer notify_;
    ClientMachine machine_;  ///< enters its first state at once, with the timers there
    CoapChannel channel_;
    std::unique_ptr<network::Query> query_;
    std::unique_ptr<network::Datagrams> port_;
    network::Endpoint server_;
    std::string location_;  ///< "/rd/5"; empty: not registered
    std::int64_t lifetime_ = 0;
    std::string binding_;
    std::string objects_;
    bool objects_differ_ = false;
    bool updates_again_ = false;
    bool is_barred_ = false;  ///< no connection may be made: the registration fails
    std::optional<RegistrationStatus> told_;
    sim::Time awake_until_{};
    std::size_t traffic_bytes_ = 0;
    std::vector<Observation> observations_;
    std::vector<Attributes> attributes_;
    CoapMessage pending_;
};

}  // namespace sara::lwm2m
