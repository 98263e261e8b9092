#pragma once

#include "models/lwm2m/coap_message.hpp"
#include "models/lwm2m/object_tree.hpp"

#include <optional>

namespace sara::lwm2m {

/// A server reads, writes, executes, creates or deletes: does it, and answers.  [OMA 5.4]
CoapMessage answer_server(ObjectTree& tree, int server, const CoapMessage& request);

/// Adds the value at `path` to an answer: text for one resource, TLV for more; TLV or JSON if it
/// is asked for.  `accept` is the request's option.  Changes the code if it cannot.
void put_content(CoapMessage& answer, const ObjectTree& tree, const Path& path, int server,
                 std::optional<std::uint32_t> accept);

}  // namespace sara::lwm2m
