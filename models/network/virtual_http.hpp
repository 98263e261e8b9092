#pragma once

#include "models/network/flow.hpp"
#include "models/network/http.hpp"
#include "models/network/virtual_dial.hpp"
#include "models/network/virtual_internet.hpp"

#include <optional>

namespace sara::network {

/// A request to a server of the virtual network.
class VirtualHttpExchange final : public HttpExchange {
 public:
    VirtualHttpExchange(VirtualParts parts, HttpRequest request, HttpListener& listener);

 private:
    void on_dialled(Result<VirtualServer*, Error> outcome);
    void send_request();
    void on_request();
    void send_answer();
    void fail(Error error);

    VirtualParts parts_;
    HttpRequest request_;
    HttpListener& listener_;
    HttpServer* server_ = nullptr;
    HttpAnswer answer_;
    Flow up_;
    Flow down_;
    std::optional<VirtualDial> dial_;
};

}  // namespace sara::network
