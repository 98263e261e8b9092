// libFuzzer target: any bytes as a CoAP message, and its payload as TLV.  Nothing crashes; a
// message that was understood is the same after another trip over the wire.

#include "models/lwm2m/coap_message.hpp"
#include "models/lwm2m/tlv.hpp"
#include "sim/expect.hpp"

#include <cstddef>
#include <cstdint>

using namespace sara::lwm2m;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto message = decode_coap({data, size});
    if (!message) return 0;
    SARA_EXPECT(decode_coap(encode(*message)) == message, "what was understood can be said");
    const Path base{.object = 3, .instance = 0};
    if (const auto items = decode_tlv(message->payload, base)) {
        for (const TlvItem& item : *items) {
            SARA_EXPECT(item.path.resource, "values stand at resources");
            value_from_bytes(item.bytes, Value(std::int64_t{0}));
        }
    }
    return 0;
}
