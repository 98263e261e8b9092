#pragma once

#include "models/internet/client_parts.hpp"
#include "models/internet/http_profile.hpp"
#include "models/internet/receiving_file.hpp"
#include "models/network/http.hpp"
#include "models/storage/storage.hpp"
#include "sim/scheduler.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sara::internet {

/// As +UHTTPC numbers them.  [at-commands 2.10]
enum class HttpVerb : int {
    Head = 0,
    Get = 1,
    Delete = 2,
    Put = 3,
    PostFile = 4,
    PostData = 5,
    Firmware = 100  ///< GET into the FOAT area  [R01 4.2.2]
};

/// A request to be made.
struct HttpJob {
    HttpVerb verb = HttpVerb::Get;
    std::string path = "/";
    std::string result_file = {};  ///< in the user's area
    std::vector<std::uint8_t> body = {};
    std::string content_type = {};  ///< of the body
};

/// How it ended.
struct HttpResult {
    HttpVerb verb = HttpVerb::Get;
    bool is_success = false;
    int status = 0;   ///< 0: there was no answer
    std::string md5;  ///< of a firmware package that has come
};

/// Who hears the end of a transfer; may not destroy it in the call.
class HttpTransferListener {
 public:
    virtual void on_transfer_ended(int number, const HttpResult& result, HttpCode code) = 0;

 protected:
    ~HttpTransferListener() = default;
};

/// A request under way, and the file that its answer goes to.  Destroying it drops both: a package
/// or result that is not whole never becomes a file.
class HttpTransfer final : private network::HttpListener {
 public:
    /// Begins at once, secure if there is a session.
    HttpTransfer(const ClientParts& parts, storage::Storage& storage, int number,
                 const HttpProfile& profile, std::unique_ptr<Tls::Session> session, HttpJob job,
                 HttpTransferListener& listener);
    HttpTransfer(const HttpTransfer&) = delete;
    HttpTransfer& operator=(const HttpTransfer&) = delete;

    const HttpJob& job() const { return job_; }

    /// Ends it, unless it has ended.
    void fail(HttpCode code);

 private:
    void on_head(const network::HttpHead& head) override;
    void on_body(sim::Bytes bytes) override;
    void on_done() override;
    void on_failed(network::Error error) override { fail(http_code(error)); }

    bool is_firmware() const { return job_.verb == HttpVerb::Firmware; }
    bool open_package(const network::HttpHead& head);
    bool open_result(const network::HttpHead& head);
    void end(HttpCode code);

    ClientParts parts_;
    storage::Storage& storage_;
    int number_;
    sim::Duration patience_;
    HttpJob job_;
    std::unique_ptr<Tls::Session> session_;
    HttpTransferListener& listener_;
    HttpResult result_;
    bool has_ended_ = false;
    std::optional<ReceivingFile> file_;
    sim::Timer timeout_;  ///< since the last successful read or write  [R4 p267]
    std::unique_ptr<network::HttpExchange> exchange_;
};

}  // namespace sara::internet
