#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sara::tools {

/// A call that cannot be carried out, with the code that JSON-RPC 2.0 has for it.
class RpcError : public std::runtime_error {
 public:
    RpcError(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
    int code() const { return code_; }

    static constexpr int kParseError = -32700;
    static constexpr int kInvalidRequest = -32600;
    static constexpr int kNoSuchMethod = -32601;
    static constexpr int kInvalidParams = -32602;
    static constexpr int kInternalError = -32603;

 private:
    int code_;
};

/// Carries a method out; null `params` if the request has none.  Throws RpcError.
using RpcCall =
    std::function<nlohmann::json(const std::string& method, const nlohmann::json& params)>;

/// The answer to one line, which holds a request, a notification or a batch of them; "" if there
/// is nothing to say.  Whatever the line is, nothing is thrown.  [JSON-RPC 2.0]
std::string answer_rpc(std::string_view line, const RpcCall& call);

/// A notification to a peer, as a line.
std::string rpc_notification(std::string_view method, nlohmann::json params);

}  // namespace sara::tools
