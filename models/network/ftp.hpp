#pragma once

#include "models/network/endpoint.hpp"
#include "models/network/error.hpp"
#include "models/network/http.hpp"
#include "models/network/tls.hpp"
#include "sim/trace.hpp"

#include <cstdint>
#include <string>

namespace sara::network {

/// Who opens the data connections.
enum class FtpMode : std::uint8_t { Active, Passive };

/// Whom to log in to, and as whom.
struct FtpLogin {
    Endpoint server = {};
    Credentials credentials = {};
    std::string account = {};
    FtpMode mode = FtpMode::Active;
    bool is_secure = false;
    TlsClient tls = {};  ///< of a secure one
};

enum class FtpVerb : std::uint8_t {
    Logout,
    Delete,
    Rename,  ///< `path` to `target`
    Retrieve,
    Store,  ///< the bytes follow by FtpSession::send and end
    ChangeDirectory,
    MakeDirectory,
    RemoveDirectory,
    List,     ///< with details
    NameList  ///< names alone
};

struct FtpCommand {
    FtpVerb verb = FtpVerb::Retrieve;
    std::string path = {};
    std::string target = {};
    std::uint64_t offset = 0;  ///< Retrieve: where to begin
};

/// Who hears from an FTP session.  A listener may destroy the FtpSession in any of these.
class FtpListener {
 public:
    /// The final reply of the login or of a command: 230, 226, 550 ...  [RFC 959 4.2]
    virtual void on_reply(int code) = 0;

    /// The server takes the bytes of a Store now.
    virtual void on_ready_to_store() = 0;

    /// Bytes of a file or a list.
    virtual void on_data(sim::Bytes bytes) = 0;

    /// The session could not be set up, or broke; it is of no further use.
    virtual void on_failed(Error error) = 0;

 protected:
    ~FtpListener() = default;
};

/// A session with an FTP server, which begins with the login.  Destroying it drops the connection.
class FtpSession {
 public:
    virtual ~FtpSession() = default;

    /// Begins a command; the one before must have had its reply.
    virtual void perform(const FtpCommand& command) = 0;

    /// Bytes of the file that is being stored, and its end.
    virtual void send(sim::Bytes bytes) = 0;
    virtual void end() = 0;

    /// Breaks the transfer off; the server replies with 426.
    virtual void abort() = 0;
};

}  // namespace sara::network
