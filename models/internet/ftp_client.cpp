#include "models/internet/ftp_client.hpp"

#include <utility>

namespace sara::internet {

namespace {

using network::FtpVerb;

constexpr int kFirstFailureReply = 400;    ///< [RFC 959 4.2]
constexpr int kServerClass = 0;            ///< the code is the server's reply  [R4 p260]
constexpr ClientError kUserMissing{1, 1};  ///< [IG 9.3]
constexpr ClientError kNoPsd{8, 12};       ///< [R01 Table 9]
constexpr ClientError kNotSecure{8, 63};   ///< [IG 9.2]

FtpVerb verb_of(FtpOperation operation) {
    switch (operation) {
        case FtpOperation::Delete:
            return FtpVerb::Delete;
        case FtpOperation::Rename:
            return FtpVerb::Rename;
        case FtpOperation::Put:
        case FtpOperation::DirectPut:
            return FtpVerb::Store;
        case FtpOperation::ChangeDirectory:
            return FtpVerb::ChangeDirectory;
        case FtpOperation::MakeDirectory:
            return FtpVerb::MakeDirectory;
        case FtpOperation::RemoveDirectory:
            return FtpVerb::RemoveDirectory;
        case FtpOperation::List:
            return FtpVerb::List;
        case FtpOperation::NameList:
            return FtpVerb::NameList;
        case FtpOperation::Get:
        case FtpOperation::DirectGet:
        case FtpOperation::Firmware:
            return FtpVerb::Retrieve;
        case FtpOperation::Logout:
        case FtpOperation::Login:
            break;
    }
    return FtpVerb::Logout;
}

}  // namespace

FtpClient::FtpClient(const ClientParts& parts, storage::Storage& storage, Exclusion& exclusion,
                     const ClientError& other_error, FtpClientListener& listener)
    : parts_(parts),
      storage_(storage),
      exclusion_(exclusion),
      other_error_(other_error),
      listener_(listener),
      timeout_(parts.scheduler.timer("FTP time-out", [this] { lose_session(); })),
      ending_(parts.scheduler.timer("FTP result", [this] { tell(); })),
      subscription_(parts.packets.listeners(), *this) {}

void FtpClient::start(FtpJob job) {
    job_ = std::move(job);
    result_ = {};
    result_.operation = job_.operation;
    is_busy_ = true;
    has_ended_ = false;
    if (!parts_.packets.is_up()) return end(false, kNoPsd);
    if (job_.operation == FtpOperation::Login) return log_in();
    if (!is_logged_in_) return fail_otherwise();
    perform();
}

void FtpClient::log_in() {
    if (settings.user.empty()) return end(false, kUserMissing);
    if (settings.server.empty() || is_logged_in_) return fail_otherwise();
    if (settings.is_secure) {
        tls_ = parts_.tls.open(settings.security_profile, settings.server);
        if (tls_ == nullptr) return end(false, kNotSecure);
    }
    keep_waiting();
    session_ = parts_.network.open_ftp({.server = {settings.server, settings.port},
                                        .credentials = {settings.user, settings.password},
                                        .account = settings.account,
                                        .mode = settings.mode,
                                        .is_secure = settings.is_secure,
                                        .tls = tls_ ? tls_->client : network::TlsClient{}},
                                       *this);
}

void FtpClient::perform() {
    const auto command = command_of_job();
    if (!command) return fail_otherwise();
    if (job_.operation == FtpOperation::Firmware) token_ = exclusion_.begin(Download::Ftp);
    keep_waiting();
    session_->perform(*command);
}

std::optional<network::FtpCommand> FtpClient::command_of_job() {
    network::FtpCommand command{.verb = verb_of(job_.operation),
                                .path = job_.path,
                                .target = job_.other,
                                .offset = job_.offset};
    if (job_.operation == FtpOperation::Get && !open_user_file(command)) return std::nullopt;
    if (job_.operation == FtpOperation::Put) {
        auto bytes = storage_.files.read(storage::Tag::User, job_.other);
        if (bytes.has_error()) return std::nullopt;
        upload_ = std::move(*bytes);
    }
    return command;
}

bool FtpClient::open_user_file(network::FtpCommand& command) {
    const auto there = storage_.files.size(storage::Tag::User, job_.other);
    if (job_.resumes && there.has_value()) command.offset = *there;
    auto opened = ReceivingFile::user_file(
        storage_, job_.other,
        job_.resumes ? storage::WriteMode::Append : storage::WriteMode::Overwrite);
    if (opened.has_error()) return false;
    file_ = std::move(*opened);
    return true;
}

// The package that was there goes when the new one begins to come.
bool FtpClient::open_package() {
    auto opened = ReceivingFile::package(storage_, std::nullopt);
    if (opened.has_error()) return false;
    file_ = std::move(*opened);
    return true;
}

void FtpClient::on_data(sim::Bytes bytes) {
    if (has_ended_) return;
    keep_waiting();
    parts_.packets.on_traffic(0, bytes.size());
    switch (job_.operation) {
        case FtpOperation::DirectGet:
            return job_.direct->on_data(bytes);
        case FtpOperation::List:
        case FtpOperation::NameList:
            result_.list.insert(result_.list.end(), bytes.begin(), bytes.end());
            return;
        default:
            // Without room the rest of the file is of no use: the session is given up.
            if (!store(bytes)) lose_session();
    }
}

bool FtpClient::store(sim::Bytes bytes) {
    const bool is_open = file_ || (job_.operation == FtpOperation::Firmware && open_package());
    return is_open && file_->append(bytes).has_value();
}

void FtpClient::on_ready_to_store() {
    keep_waiting();
    if (job_.operation == FtpOperation::DirectPut) return job_.direct->on_ready();
    parts_.packets.on_traffic(upload_.size(), 0);
    session_->send(upload_);
    session_->end();
}

void FtpClient::send(sim::Bytes bytes) {
    keep_waiting();
    parts_.packets.on_traffic(bytes.size(), 0);
    session_->send(bytes);
}

void FtpClient::on_reply(int code) {
    if (has_ended_) return;
    const bool is_success = code < kFirstFailureReply;
    if (job_.operation == FtpOperation::Login) {
        is_logged_in_ = is_success;
        if (tls_ != nullptr) tls_->begin();
    }
    if (job_.operation == FtpOperation::Logout || (!is_logged_in_ && !is_success)) {
        session_is_lost_ = true;
        is_logged_in_ = false;
    }
    if (!is_success) return end(false, {kServerClass, code});
    finish_transfer();
}

void FtpClient::finish_transfer() {
    if (job_.operation == FtpOperation::Firmware && !file_ && !open_package()) {
        return fail_otherwise();  // an empty file
    }
    if (file_ && file_->finish().has_error()) return fail_otherwise();
    if (job_.operation == FtpOperation::Firmware) {
        auto md5 = package_md5(storage_);
        if (md5.has_error()) return fail_otherwise();
        result_.md5 = std::move(*md5);
    }
    end(true, {});
}

void FtpClient::on_failed(network::Error error) {
    session_is_lost_ = true;
    is_logged_in_ = false;
    if (has_ended_) return ending_.restart({});
    end(false, error == network::Error::SecureFailed ? kNotSecure : other_error_);
}

void FtpClient::lose_session() {
    on_failed(network::Error::TimedOut);
}

void FtpClient::on_packets_down() {
    if (session_ != nullptr) lose_session();
}

void FtpClient::end(bool is_success, const ClientError& error) {
    has_ended_ = true;
    timeout_.cancel();
    result_.is_success = is_success;
    error_ = error;
    file_.reset();
    upload_.clear();
    ending_.restart({});
}

// After OK, and outside of the session's own call.
void FtpClient::tell() {
    if (std::exchange(session_is_lost_, false)) {
        session_.reset();
        tls_.reset();
    }
    if (!is_busy_) return;
    is_busy_ = false;
    token_.release();
    if (job_.direct != nullptr) std::exchange(job_.direct, nullptr)->on_ended(result_.is_success);
    listener_.on_ftp_result(result_);
}

}  // namespace sara::internet
