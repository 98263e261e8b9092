#pragma once

#include "models/sms/pdu.hpp"
#include "models/storage/sms_store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sara::commands {

/// How a DTE sees messages: +CMGF and +CSDH.
struct SmsView {
    bool is_text = false;       ///< +CMGF=1
    bool shows_header = false;  ///< +CSDH=1
};

/// "REC UNREAD" ... in text mode, 0 ... in PDU mode.  [TS 27.005 3.1: stat]
std::string status_text(storage::SmsStatus status, const SmsView& view);

/// The status of that text or number; nothing for "ALL" and 4.
std::optional<storage::SmsStatus> find_status(std::string_view text);

/// Information text of a stored message behind `+CMGR: ` or, with its place, `+CMGL: `: a line of
/// header, a line of text or PDU.  "" if nobody can read it.  [TS 27.005 3.4.2, 3.4.3]
std::string message_text(const storage::StoredSms& message, const SmsView& view);
std::string list_text(std::size_t place, const storage::StoredSms& message, const SmsView& view);

/// +CMT or +CDS with the message itself.  [TS 27.005 3.4.1]
std::string handed_over_text(const sms::Pdu& pdu, const sms::Tpdu& tpdu, const SmsView& view);

}  // namespace sara::commands
