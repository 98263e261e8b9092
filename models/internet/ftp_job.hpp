#pragma once

#include "models/network/ftp.hpp"
#include "sim/time.hpp"
#include "sim/trace.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sara::internet {

/// What +UFTP sets.  Volatile.  [at-commands 2.9]
struct FtpSettings {
    std::string server;  ///< address or name: setting one clears the other
    bool server_is_name = false;
    std::string user;
    std::string password;
    std::string account;
    sim::Duration timeout = std::chrono::seconds(180);
    network::FtpMode mode = network::FtpMode::Active;
    std::uint16_t port = kUsualPort;
    bool is_secure = false;
    bool has_secure_data = false;  ///< option 12: kept, TLS on one is TLS on both  [assumed]
    std::optional<int> security_profile;

    static constexpr std::uint16_t kUsualPort = 21;
};

/// As +UFTPC numbers them.  [at-commands 2.9]
enum class FtpOperation : int {
    Logout = 0,
    Login = 1,
    Delete = 2,
    Rename = 3,
    Get = 4,
    Put = 5,
    DirectGet = 6,
    DirectPut = 7,
    ChangeDirectory = 8,
    MakeDirectory = 10,
    RemoveDirectory = 11,
    List = 13,
    NameList = 14,
    Firmware = 100  ///< get into the FOAT area  [R01 4.1.2]
};

/// The other end of a direct link.
class FtpDirect {
 public:
    /// The server gives or takes the file now.
    virtual void on_ready() = 0;
    virtual void on_data(sim::Bytes bytes) = 0;

    /// The operation has ended, before or after `on_ready`.
    virtual void on_ended(bool is_success) = 0;

 protected:
    ~FtpDirect() = default;
};

/// An operation to be done.
struct FtpJob {
    FtpOperation operation = FtpOperation::Login;
    std::string path = {};        ///< at the server
    std::string other = {};       ///< Rename: the new name; Get and Put: the module's file
    bool resumes = false;         ///< Get: only what the module's file does not have yet
    std::uint64_t offset = 0;     ///< DirectGet: where to begin
    FtpDirect* direct = nullptr;  ///< DirectGet and DirectPut
};

/// How it ended.
struct FtpResult {
    FtpOperation operation = FtpOperation::Login;
    bool is_success = false;
    std::string md5;                 ///< of a firmware package that has come
    std::vector<std::uint8_t> list;  ///< List and NameList
};

}  // namespace sara::internet
