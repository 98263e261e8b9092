#pragma once

#include "models/network/network.hpp"
#include "models/ufota/fault.hpp"
#include "models/ufota/package_uri.hpp"
#include "models/ufota/partial_package.hpp"
#include "sim/scheduler.hpp"

#include <cstddef>
#include <memory>
#include <optional>

namespace sara::ufota {

/// Who hears how a package comes; may destroy the fetch in any of these but on_fetch_progress.
class FetchListener {
 public:
    /// The server sends it; `total` is the size of the whole package, if it says so.
    virtual void on_fetch_began(std::optional<std::size_t> total) = 0;
    virtual void on_fetch_progress() = 0;  ///< more bytes are there
    virtual void on_fetch_complete() = 0;
    virtual void on_fetch_lost() = 0;  ///< no connection, or it broke: worth another attempt
    virtual void on_fetch_failed(Fault fault) = 0;

 protected:
    ~FetchListener() = default;
};

/// One GET for a package, or for what is missing of it.  Destroying it drops the connection; what
/// came stays in the PartialPackage.  [firmware-update 2.4]
class PackageFetch final : private network::HttpListener {
 public:
    /// Begins at once, at the end of what is in `package`.
    PackageFetch(sim::Scheduler& scheduler, network::Network& network, const PackageUri& uri,
                 PartialPackage& package, FetchListener& listener);
    PackageFetch(const PackageFetch&) = delete;
    PackageFetch& operator=(const PackageFetch&) = delete;

 private:
    void on_head(const network::HttpHead& head) override;
    void on_body(sim::Bytes bytes) override;
    void on_done() override;
    void on_failed(network::Error error) override;
    void complete();

    PartialPackage& package_;
    FetchListener& listener_;
    std::optional<std::size_t> total_;
    bool has_ended_ = false;
    sim::Timer silence_;
    std::unique_ptr<network::HttpExchange> exchange_;
};

}  // namespace sara::ufota
