#pragma once

#include "models/sms/semi_octets.hpp"
#include "models/storage/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sara::sms {

/// Which TPDU: the low bits of its first octet, which count differently by direction.
/// [TS 23.040 9.2.3.1]
enum class Direction : std::uint8_t {
    ToModule,   ///< DELIVER, STATUS-REPORT
    FromModule  ///< SUBMIT
};

/// Bits of the first octet.  [TS 23.040 9.2.2]
inline constexpr std::uint8_t kSubmitType = 0x01;        ///< from the module
inline constexpr std::uint8_t kStatusReportType = 0x02;  ///< to the module
inline constexpr std::uint8_t kTypeMask = 0x03;
inline constexpr std::uint8_t kValidityMask = 0x18;
inline constexpr std::uint8_t kRelativeValidity = 0x10;
inline constexpr std::uint8_t kReportRequest = 0x20;   ///< TP-SRR of a SUBMIT
inline constexpr std::uint8_t kHasHeader = 0x40;       ///< TP-UDHI
inline constexpr std::uint8_t kNoMoreMessages = 0x04;  ///< TP-MMS of a DELIVER

inline constexpr std::size_t kMaxUserOctets = 140;  ///< 160 septets  [TS 23.040 9.2.3.24]

/// What a message says: octets as they are in the TPDU.
struct UserData {
    std::uint8_t coding = 0;  ///< TP-DCS
    std::size_t length = 0;   ///< TP-UDL: septets of the default alphabet, else octets
    Buffer octets = {};

    /// True if the data coding scheme is the default alphabet.  [TS 23.038 4]
    bool is_default_alphabet() const;
};

/// The text of a DTE: of the default alphabet in IRA, of others two hex digits an octet.  Nothing
/// if it is too long, or no hex where it has to be.  [TS 27.005 3.3.3: +CMGS]
std::optional<UserData> encode_text(std::string_view text, std::uint8_t coding);

/// The other way.  A user data header is left out of a text in the default alphabet.
std::string decode_text(const UserData& data, bool has_header);

/// One TPDU taken apart: SUBMIT, DELIVER or STATUS-REPORT.  Fields that the kind does not have keep
/// their default.  [TS 23.040 9.2.2]
struct Tpdu {
    Direction direction = Direction::FromModule;
    std::uint8_t first_octet = 0;
    std::uint8_t reference = 0;  ///< SUBMIT, STATUS-REPORT
    Address peer = {};           ///< destination, originator or recipient
    std::uint8_t protocol = 0;   ///< TP-PID
    Buffer validity = {};        ///< SUBMIT: 0, 1 or 7 octets
    Buffer time = {};            ///< DELIVER, STATUS-REPORT: the service centre's time stamp
    Buffer discharge = {};       ///< STATUS-REPORT
    std::uint8_t status = 0;     ///< STATUS-REPORT: 0 received
    UserData user = {};

    bool is_status_report() const {
        return direction == Direction::ToModule && (first_octet & kTypeMask) == kStatusReportType;
    }
    bool has_header() const { return (first_octet & kHasHeader) != 0; }
    std::string text() const { return decode_text(user, has_header()); }
};

Buffer encode(const Tpdu& tpdu);

/// Nothing unless it is a SUBMIT, DELIVER or STATUS-REPORT of exactly these bytes.
std::optional<Tpdu> decode(Direction direction, Bytes bytes);

/// A PDU as PDU mode and the storage have it: the service centre's address, then the TPDU.
/// [TS 27.005 3.1: pdu]
struct Pdu {
    Address service_centre;  ///< an empty number: the module's own
    Buffer tpdu;
};
Buffer encode(const Pdu& pdu);
std::optional<Pdu> split(Bytes bytes);

/// Two hex digits an octet, in capitals; and back, nothing for anything else.
std::string to_hex_text(Bytes bytes);
std::optional<Buffer> from_hex_text(std::string_view digits);

}  // namespace sara::sms
