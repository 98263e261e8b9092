#pragma once

#include "models/network/virtual_network.hpp"
#include "models/network/virtual_radio.hpp"
#include "sim/twin.hpp"
#include "tests/support/catch.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::test {

/// The virtual network as `"network"` of a scenario describes it, without a module.
class NetworkBench {
 public:
    explicit NetworkBench(std::string_view section = "{}", std::uint64_t seed = 1)
        : kernel(seed),
          spec(sim::decode<network::NetworkSpec>(sim::Json::parse(section), sim::Place(""))),
          radio(kernel.scheduler, spec),
          network(kernel, radio, spec.link, spec.servers, spec.names) {}

    void run_for(sim::Duration length) {
        kernel.scheduler.run_until(kernel.scheduler.now() + length);
    }
    sim::Duration now() const { return kernel.scheduler.now().time_since_epoch(); }

    sim::Kernel kernel;
    network::NetworkSpec spec;
    network::VirtualRadio radio;
    network::VirtualNetwork network;
};

/// A "network" section with these servers, on a link without jitter: 100 kbit/s down, 50 ms away.
inline std::string with(std::string_view servers) {
    return fmt::format(R"({{"link": {{"jitter": "0s", "latency": "50ms", "rate_down": 100000}}, )"
                       R"("servers": [{}]}})",
                       servers);
}

/// What an HTTP exchange brought.
struct HttpHeard final : network::HttpListener {
    void on_head(const network::HttpHead& head) override { status = head.status; }
    void on_body(sim::Bytes bytes) override { body += sim::as_text(bytes); }
    void on_done() override { is_done = true; }
    void on_failed(network::Error failure) override { error = failure; }

    int status = 0;
    std::string body;
    bool is_done = false;
    std::optional<network::Error> error;
};

/// What an FTP session brought.
struct FtpHeard final : network::FtpListener {
    void on_reply(int code) override { replies.push_back(code); }
    void on_ready_to_store() override { is_ready = true; }
    void on_data(sim::Bytes bytes) override { data += sim::as_text(bytes); }
    void on_failed(network::Error failure) override { error = failure; }

    std::vector<int> replies;
    std::string data;
    bool is_ready = false;
    std::optional<network::Error> error;
};

/// What a TCP connection brought, with times.
struct StreamHeard final : network::StreamListener {
    void on_connected(const network::Endpoint& to) override { peer = to; }
    void on_failed(network::Error failure) override { error = failure; }
    void on_received(sim::Bytes bytes) override { text += sim::as_text(bytes); }
    void on_sent(std::size_t bytes) override { acknowledged += bytes; }
    void on_closed() override { is_closed = true; }

    std::optional<network::Endpoint> peer;
    std::optional<network::Error> error;
    std::string text;
    std::size_t acknowledged = 0;
    bool is_closed = false;
};

}  // namespace sara::test
