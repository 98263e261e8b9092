#pragma once

/// Replies of an FTP server.  [RFC 959 4.2]
namespace sara::network::ftp_reply {

inline constexpr int kClosing = 221;
inline constexpr int kTransferComplete = 226;
inline constexpr int kLoggedIn = 230;
inline constexpr int kDone = 250;
inline constexpr int kPathCreated = 257;
inline constexpr int kNoDataConnection = 425;
inline constexpr int kTransferAborted = 426;
inline constexpr int kNotLoggedIn = 530;
inline constexpr int kNoFile = 550;
inline constexpr int kNameNotAllowed = 553;

/// From here on a reply is a failure.
inline constexpr int kFirstFailure = 400;

}  // namespace sara::network::ftp_reply
