#pragma once

#include "tests/support/bench.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sara::test {

inline constexpr std::size_t kPackageBytes = 400'000;  // 33 s at 100 kbit/s
inline constexpr int kUfotaServer = 721;
inline const std::string kPackageUri = "http://fw.org/p";

inline std::vector<std::uint8_t> package_bytes() {
    std::vector<std::uint8_t> bytes(kPackageBytes);
    std::uint8_t value = 0;
    std::ranges::generate(bytes, [&] { return value = static_cast<std::uint8_t>(value * 5 + 7); });
    return bytes;
}

/// A network with the package on a server, without coverage during `outages`.
inline BenchWorld world_with(std::vector<network::OutageSpec> outages = {},
                             const products::Product& product = products::default_product()) {
    BenchWorld world;
    world.profile = products::Profile::for_product(product);
    world.network.outages = std::move(outages);
    world.network.link.jitter = {};
    world.network.link.rate_down = 100'000;
    network::ServerSpec server;
    server.name = "fw.org";
    server.http.emplace().paths["/p"].content.contents = package_bytes();
    world.network.servers.push_back(server);
    return world;
}

/// A registered module whose URCs of uFOTA are on.  Its LwM2M client is off: the test is the
/// server.
struct UfotaBench : Bench {
    explicit UfotaBench(const BenchWorld& world = world_with(),
                        const products::Product& of = products::default_product())
        : Bench(world, of) {
        storage->nvm.set("+ULWM2M", "1");
        reboot();
        dte.ask("ATE0");
        dte.ask("AT+CMEE=2");
        dte.ask("AT+UFOTASTAT=1");
        run_until_registered();
        dte.take_bytes();
    }

    ufota::FirmwareDownload& download() { return device->ufota.download; }

    bool offer(const std::string& uri = kPackageUri) {
        return download().write_uri(kUfotaServer, uri);
    }

    /// Offers the package, and runs until that much of it is there.
    void download_until(int percent) {
        REQUIRE(offer());
        run_until_received("+UFOTASTAT: 0,1," + std::to_string(percent) + "\r\n");
    }

    /// A command whose URC follows its answer, which has to be OK, at once.
    void tell(std::string_view line) {
        dte.take_bytes();
        dte.send(std::string(line) + '\r');
        run_until_received("\r\nOK\r\n");
        run_for(50ms);
    }

    /// A reset, and the host's first AT: before it, the module does not know at which speed to
    /// talk.
    void restart() {
        reboot();
        dte.send("AT\r");
        run_for(50ms);
    }

    /// What +UFOTASTAT said since the last call: "1,0,0", "0,1,5" ...
    std::vector<std::string> statuses() {
        std::vector<std::string> found;
        std::istringstream lines(dte.take_bytes());
        const std::string name = "+UFOTASTAT: ";
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with(name)) continue;
            found.push_back(line.substr(name.size(), line.size() - name.size() - 1));
        }
        return found;
    }

    bool has_whole_package() const {
        const auto file = storage->files.read(storage::Tag::Foat, storage::kPackageName);
        return file.has_value() && *file == package_bytes();
    }

    double seconds() const {
        return std::chrono::duration<double>(kernel.scheduler.now().time_since_epoch()).count();
    }
};

using Statuses = std::vector<std::string>;

inline int percent_of(const std::string& status) {
    REQUIRE(status.starts_with("0,1,"));
    return std::stoi(status.substr(4));
}

}  // namespace sara::test
