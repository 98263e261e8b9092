#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::lwm2m {

enum class CoapType : std::uint8_t { Confirmable, NonConfirmable, Acknowledgement, Reset };

/// A method or a response code: class and detail as one byte.  [RFC 7252 12.1]
enum class CoapCode : std::uint8_t {
    Empty = 0x00,
    Get = 0x01,
    Post = 0x02,
    Put = 0x03,
    Delete = 0x04,
    Created = 0x41,
    Deleted = 0x42,
    Changed = 0x44,
    Content = 0x45,
    BadRequest = 0x80,
    Unauthorised = 0x81,
    NotFound = 0x84,
    NotAllowed = 0x85,
    NotAcceptable = 0x86
};

/// "2.05"; of a method "0.01".
std::string text_of(CoapCode code);

/// Numbers of options.  [RFC 7252 12.2; RFC 7641]
enum class CoapOptionNumber : std::uint16_t {
    Observe = 6,
    LocationPath = 8,
    UriPath = 11,
    ContentFormat = 12,
    UriQuery = 15,
    Accept = 17
};

/// Content formats that LwM2M uses.  [lwm2m 8]
enum class ContentFormat : std::uint16_t {
    Text = 0,
    LinkFormat = 40,
    OctetStream = 42,
    Tlv = 11542,
    Json = 11543
};

struct CoapOption {
    std::uint16_t number;
    std::vector<std::uint8_t> value;

    bool operator==(const CoapOption&) const = default;
};

/// A CoAP message.  Our own codec: libcoap has none that works without its sockets.  [RFC 7252 3]
struct CoapMessage {
    CoapType type = CoapType::Confirmable;
    CoapCode code = CoapCode::Empty;
    std::uint16_t id = 0;
    std::vector<std::uint8_t> token{};  ///< up to 8 bytes
    std::vector<CoapOption> options{};  ///< in any order; on the wire by number
    std::vector<std::uint8_t> payload{};

    bool operator==(const CoapMessage&) const = default;

    bool is_request() const { return code != CoapCode::Empty && static_cast<int>(code) < 0x20; }
    bool is_response() const { return static_cast<int>(code) >= 0x40; }
    bool is_success() const { return static_cast<int>(code) >> 5 == 2; }

    CoapMessage& add(CoapOptionNumber number, std::string_view text);
    CoapMessage& add(CoapOptionNumber number, std::uint32_t value);

    /// Adds a Uri-Path or Location-Path segment for every part between slashes.
    CoapMessage& add_path(CoapOptionNumber number, std::string_view path);

    /// Values of that option in order, as text.
    std::vector<std::string> texts(CoapOptionNumber number) const;

    /// Value of the first option of that number; nothing if there is none or it is no number.
    std::optional<std::uint32_t> number(CoapOptionNumber number) const;

    /// Segments of Uri-Path or Location-Path, each behind a slash: "/rd/5".
    std::string path(CoapOptionNumber number = CoapOptionNumber::UriPath) const;
};

/// The answer to `request` with the same token, piggybacked on its acknowledgement.
CoapMessage answer_to(const CoapMessage& request, CoapCode code);

std::vector<std::uint8_t> encode(const CoapMessage& message);

/// Nothing if the bytes are no CoAP message.
std::optional<CoapMessage> decode_coap(std::span<const std::uint8_t> bytes);

}  // namespace sara::lwm2m
