#pragma once

#include "models/network/content.hpp"
#include "models/network/http.hpp"
#include "models/network/server_disturbance.hpp"
#include "models/network/server_spec.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sara::network {

/// An FTP server of the virtual network, without connections or time: commands give replies.  What
/// is stored stays until the end of the run.  [RFC 959]
class FtpServer {
 public:
    explicit FtpServer(FtpSpec spec);

    /// What comes back of a file or a list.
    struct Download {
        int reply;          ///< 226, or the failure
        Content content;    ///< null on a failure
        std::size_t begin;  ///< from where it is sent
        std::size_t end;
        bool breaks;  ///< the connection breaks behind `end`
    };

    /// All take paths relative to `folder`, the session's own.
    int login(const Credentials& who) const;
    Download retrieve(const std::string& folder, const std::string& path, std::uint64_t offset);
    Download list(const std::string& folder, const std::string& path, bool details);
    int may_store(const std::string& folder, const std::string& path);
    void store(const std::string& folder, const std::string& path, std::vector<std::uint8_t> bytes);
    int remove(const std::string& folder, const std::string& path);
    int rename(const std::string& folder, const std::string& from, const std::string& to);
    int make_folder(const std::string& folder, const std::string& path);
    int remove_folder(const std::string& folder, const std::string& path);

    /// Moves `folder` there.
    int change_folder(std::string& folder, const std::string& path);

    /// From the next command on something is wrong, or nothing any more.
    void disturb(const ServerDisturbance& disturbance) { disturbance_ = disturbance; }
    bool is_disturbed() const { return disturbance_.is_any(); }

    const FtpSpec& spec() const { return spec_; }
    std::uint32_t rate() const { return disturbance_.rate != 0 ? disturbance_.rate : spec_.rate; }

 private:
    std::optional<int> failure_of(std::string_view command) const;
    bool has_folder(const std::string& path) const { return folders_.contains(path); }

    FtpSpec spec_;
    ServerDisturbance disturbance_;
    std::map<std::string, Content> files_;  ///< by absolute path
    std::set<std::string> folders_;         ///< absolute paths; the root is "/"
};

}  // namespace sara::network
