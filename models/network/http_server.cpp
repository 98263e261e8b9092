#include "models/network/http_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sara::network {

namespace {

constexpr int kOk = 200;
constexpr int kCreated = 201;
constexpr int kNoContent = 204;
constexpr int kPartialContent = 206;
constexpr int kUnauthorized = 401;
constexpr int kNotFound = 404;
constexpr int kRangeNotSatisfiable = 416;
constexpr int kNotImplemented = 501;

struct Reason {
    int status;
    std::string_view text;
};
constexpr auto kReasons = std::to_array<Reason>({
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {416, "Range Not Satisfiable"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
});

HttpAnswer empty_answer(int status) {
    return {.status = status, .headers = {{"Content-Length", "0"}}};
}

}  // namespace

std::string_view reason_of(int status) {
    const auto found = std::ranges::find(kReasons, status, &Reason::status);
    return found == kReasons.end() ? "Unknown" : found->text;
}

HttpServer::HttpServer(HttpSpec spec) : spec_(std::move(spec)) {
    for (const auto& [path, page] : spec_.paths) {
        pages_[path] = {page, page.content.bytes()};
    }
}

HttpAnswer HttpServer::answer(const HttpRequest& request) {
    if (!admits(request)) {
        HttpAnswer refusal = empty_answer(kUnauthorized);
        refusal.headers.push_back({"WWW-Authenticate", "Basic realm=\"r5sim\""});
        return refusal;
    }
    if (request.method == "PUT" || request.method == "POST") return store(request);
    const auto page = pages_.find(request.path);
    if (page == pages_.end()) return empty_answer(kNotFound);
    if (request.method == "GET" || request.method == "HEAD") return read(request, page->second);
    if (request.method != "DELETE") return empty_answer(kNotImplemented);
    pages_.erase(page);
    return empty_answer(kNoContent);
}

bool HttpServer::admits(const HttpRequest& request) const {
    if (spec_.user.empty()) return true;
    return request.credentials == Credentials{spec_.user, spec_.password};
}

HttpAnswer HttpServer::read(const HttpRequest& request, const Page& page) const {
    const std::size_t size = page.content->size();
    HttpAnswer answer{.status = disturbance_.status.value_or(page.spec.status),
                      .body = disturbance_.wrong ? spoilt(page.content) : page.content,
                      .end = size,
                      .rate = disturbance_.rate != 0 ? disturbance_.rate : page.spec.rate,
                      .delay = page.spec.delay};
    if (request.offset && spec_.ranges && answer.status == kOk) {
        if (*request.offset >= size) return empty_answer(kRangeNotSatisfiable);
        answer.status = kPartialContent;
        answer.begin = static_cast<std::size_t>(*request.offset);
        answer.headers.push_back(
            {"Content-Range", fmt::format("bytes {}-{}/{}", answer.begin, size - 1, size)});
    }
    const std::uint64_t length = page.spec.length.value_or(size - answer.begin);
    answer.headers.push_back({"Content-Type", page.spec.type});
    answer.headers.push_back({"Content-Length", fmt::format("{}", length)});
    if (request.method == "HEAD") {
        answer.end = answer.begin;
        return answer;
    }
    // A client reads as much as was announced, and misses what does not come.
    const auto sent =
        std::min<std::uint64_t>({size - answer.begin, length, page.spec.cut_after.value_or(length),
                                 disturbance_.cut_after.value_or(length)});
    answer.end = answer.begin + static_cast<std::size_t>(sent);
    answer.breaks = sent < length;
    return answer;
}

/// A page that is there keeps its way of answering; its contents are new if they were put.
HttpAnswer HttpServer::store(const HttpRequest& request) {
    const auto page = pages_.find(request.path);
    if (request.method == "POST") {
        return page == pages_.end() ? empty_answer(kNotFound) : read(request, page->second);
    }
    const bool is_new = page == pages_.end();
    pages_[request.path].content = make_content(request.body);
    return empty_answer(is_new ? kCreated : kOk);
}

}  // namespace sara::network
