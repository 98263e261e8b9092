#include "tools/control/json_rpc.hpp"

#include <utility>

namespace sara::tools {

namespace {

using nlohmann::json;

/// A hostile depth would overflow the stack of a recursive destructor or printer.
constexpr int kDeepest = 64;

std::string rpc_line(const json& document) {
    return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

json error_object(const json& id, int code, std::string_view message) {
    return {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}};
}

bool is_id(const json& id) {
    return id.is_null() || id.is_string() || id.is_number();
}

void check_request(const json& request) {
    const auto method = request.find("method");
    const auto params = request.find("params");
    const bool is_request = request.value("jsonrpc", json()) == "2.0" && method != request.end() &&
                            method->is_string() &&
                            (params == request.end() || params->is_structured());
    if (!is_request) {
        throw RpcError(RpcError::kInvalidRequest,
                       R"(expected {"jsonrpc":"2.0","id":1,"method":"...","params":[...]})");
    }
}

/// Discarded if there is nothing to answer.
json answer_request(const json& request, const RpcCall& call) {
    const json none(json::value_t::discarded);
    if (!request.is_object())
        return error_object(nullptr, RpcError::kInvalidRequest, "a request is an object");
    const json id = request.value("id", json());
    const bool wants_answer = request.contains("id");
    if (!is_id(id))
        return error_object(nullptr, RpcError::kInvalidRequest, "an id is a text or a number");
    try {
        check_request(request);
    } catch (const RpcError& wrong) {
        return error_object(id, wrong.code(), wrong.what());
    }
    try {
        json result = call(request.at("method"), request.value("params", json()));
        if (!wants_answer) return none;
        return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
    } catch (const RpcError& wrong) {
        return wants_answer ? error_object(id, wrong.code(), wrong.what()) : none;
    } catch (const std::exception& wrong) {
        return wants_answer ? error_object(id, RpcError::kInternalError, wrong.what()) : none;
    }
}

/// Parses without going deeper than kDeepest.
json parse_rpc(std::string_view line) {
    const auto shallow = [](int depth, json::parse_event_t /*event*/, json& /*value*/) {
        if (depth > kDeepest) throw RpcError(RpcError::kParseError, "nested too deeply");
        return true;
    };
    try {
        return json::parse(line, shallow);
    } catch (const json::exception&) {
        throw RpcError(RpcError::kParseError, "a line is one JSON document");
    }
}

}  // namespace

std::string answer_rpc(std::string_view line, const RpcCall& call) {
    json document;
    try {
        document = parse_rpc(line);
    } catch (const RpcError& wrong) {
        return rpc_line(error_object(nullptr, wrong.code(), wrong.what()));
    }
    if (!document.is_array()) {
        const json answer = answer_request(document, call);
        return answer.is_discarded() ? "" : rpc_line(answer);
    }
    if (document.empty()) {
        return rpc_line(error_object(nullptr, RpcError::kInvalidRequest, "the batch is empty"));
    }
    json answers = json::array();
    for (const json& request : document) {
        json answer = answer_request(request, call);
        if (!answer.is_discarded()) answers.push_back(std::move(answer));
    }
    return answers.empty() ? "" : rpc_line(answers);
}

std::string rpc_notification(std::string_view method, json params) {
    return rpc_line({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

}  // namespace sara::tools
