#include "models/network/ftp_server.hpp"

#include "models/network/ftp_reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sara::network {

namespace {

std::string parent_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string name_in_folder(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

/// The absolute path without "." and "..".
std::string absolute(const std::string& folder, const std::string& path) {
    std::string whole = path.starts_with('/') ? path : folder + "/" + path;
    whole += '/';
    std::string result;
    for (std::size_t start = 0; start < whole.size();) {
        const std::size_t slash = whole.find('/', start);
        const std::string part = whole.substr(start, slash - start);
        start = slash + 1;
        if (part == "..") {
            result.resize(result.empty() ? 0 : result.rfind('/'));
        } else if (!part.empty() && part != ".") {
            result += '/';
            result += part;
        }
    }
    return result.empty() ? "/" : result;
}

FtpServer::Download failed(int reply) {
    return {reply, nullptr, 0, 0, false};
}

}  // namespace

FtpServer::FtpServer(FtpSpec spec) : spec_(std::move(spec)), folders_{"/"} {
    const auto add_folders = [this](std::string path) {
        for (; path != "/"; path = parent_of(path)) folders_.insert(path);
    };
    for (const std::string& folder : spec_.folders) add_folders(absolute("/", folder));
    for (const auto& [path, content] : spec_.files) {
        const std::string name = absolute("/", path);
        add_folders(parent_of(name));
        files_[name] = content.bytes();
    }
}

std::optional<int> FtpServer::failure_of(std::string_view command) const {
    const auto reply = spec_.replies.find(std::string(command));
    if (reply == spec_.replies.end()) return std::nullopt;
    return reply->second;
}

int FtpServer::login(const Credentials& who) const {
    if (const auto failure = failure_of("PASS")) return *failure;
    if (spec_.user.empty()) return ftp_reply::kLoggedIn;
    const bool is_known = who == Credentials{spec_.user, spec_.password};
    return is_known ? ftp_reply::kLoggedIn : ftp_reply::kNotLoggedIn;
}

FtpServer::Download FtpServer::retrieve(const std::string& folder, const std::string& path,
                                        std::uint64_t offset) {
    if (disturbance_.status) return failed(*disturbance_.status);
    if (const auto failure = failure_of("RETR")) return failed(*failure);
    const auto file = files_.find(absolute(folder, path));
    if (file == files_.end()) return failed(ftp_reply::kNoFile);
    const std::size_t size = file->second->size();
    const auto begin = static_cast<std::size_t>(std::min<std::uint64_t>(offset, size));
    const std::uint64_t most =
        std::min(spec_.cut_after.value_or(size), disturbance_.cut_after.value_or(size));
    const std::size_t end =
        begin + static_cast<std::size_t>(std::min<std::uint64_t>(size - begin, most));
    const Content content = disturbance_.wrong ? spoilt(file->second) : file->second;
    return {ftp_reply::kTransferComplete, content, begin, end, end < size};
}

FtpServer::Download FtpServer::list(const std::string& folder, const std::string& path,
                                    bool details) {
    if (const auto failure = failure_of(details ? "LIST" : "NLST")) return failed(*failure);
    const std::string place = absolute(folder, path.empty() ? "." : path);
    if (!has_folder(place) && !files_.contains(place)) return failed(ftp_reply::kNoFile);
    std::string text;
    for (const std::string& name : folders_) {
        if (name == "/" || parent_of(name) != place) continue;
        text += details ? fmt::format("drwxr-xr-x 1 ftp ftp {:>8} Jan 01 2020 {}\r\n", 0,
                                      name_in_folder(name))
                        : name_in_folder(name) + "\r\n";
    }
    for (const auto& [name, content] : files_) {
        if (parent_of(name) != place && name != place) continue;
        text += details ? fmt::format("-rw-r--r-- 1 ftp ftp {:>8} Jan 01 2020 {}\r\n",
                                      content->size(), name_in_folder(name))
                        : name_in_folder(name) + "\r\n";
    }
    const std::size_t size = text.size();
    return {ftp_reply::kTransferComplete, make_content({text.begin(), text.end()}), 0, size, false};
}

int FtpServer::may_store(const std::string& folder, const std::string& path) {
    if (const auto failure = failure_of("STOR")) return *failure;
    const std::string name = absolute(folder, path);
    const bool fits = has_folder(parent_of(name)) && !has_folder(name);
    return fits ? ftp_reply::kTransferComplete : ftp_reply::kNameNotAllowed;
}

void FtpServer::store(const std::string& folder, const std::string& path,
                      std::vector<std::uint8_t> bytes) {
    files_[absolute(folder, path)] = make_content(std::move(bytes));
}

int FtpServer::remove(const std::string& folder, const std::string& path) {
    if (const auto failure = failure_of("DELE")) return *failure;
    return files_.erase(absolute(folder, path)) > 0 ? ftp_reply::kDone : ftp_reply::kNoFile;
}

int FtpServer::rename(const std::string& folder, const std::string& from, const std::string& to) {
    if (const auto failure = failure_of("RNTO")) return *failure;
    const auto file = files_.find(absolute(folder, from));
    if (file == files_.end()) return ftp_reply::kNoFile;
    const Content content = file->second;
    files_.erase(file);
    files_[absolute(folder, to)] = content;
    return ftp_reply::kDone;
}

int FtpServer::make_folder(const std::string& folder, const std::string& path) {
    if (const auto failure = failure_of("MKD")) return *failure;
    const std::string name = absolute(folder, path);
    const bool fits = has_folder(parent_of(name)) && !files_.contains(name);
    return fits && folders_.insert(name).second ? ftp_reply::kPathCreated : ftp_reply::kNoFile;
}

int FtpServer::remove_folder(const std::string& folder, const std::string& path) {
    if (const auto failure = failure_of("RMD")) return *failure;
    const std::string name = absolute(folder, path);
    const auto is_inside = [&name](const std::string& other) {
        return other != "/" && parent_of(other) == name;
    };
    const bool is_empty =
        std::ranges::none_of(folders_, is_inside) &&
        std::ranges::none_of(files_, [&](const auto& file) { return is_inside(file.first); });
    if (name == "/" || !is_empty) return ftp_reply::kNoFile;
    return folders_.erase(name) > 0 ? ftp_reply::kDone : ftp_reply::kNoFile;
}

int FtpServer::change_folder(std::string& folder, const std::string& path) {
    if (const auto failure = failure_of("CWD")) return *failure;
    const std::string name = absolute(folder, path);
    if (!has_folder(name)) return ftp_reply::kNoFile;
    folder = name;
    return ftp_reply::kDone;
}

}  // namespace sara::network
