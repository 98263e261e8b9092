#pragma once

#include "models/at/errors.hpp"

#include <span>
#include <string_view>

namespace sara::at {

/// One line of the error tables.
struct ErrorText {
    int number;
    std::string_view text;
};

/// Every +CME ERROR the module knows, by number.  300-500 are those of `cms_texts`. [at-syntax 4.1]
std::span<const ErrorText> cme_texts();

/// Every +CMS ERROR, by number.  [at-syntax 4.2]
std::span<const ErrorText> cms_texts();

/// What AT+CMEE=2 prints; empty for a number outside the tables.
std::string_view text_of(CmeError error);
std::string_view text_of(CmsError error);

}  // namespace sara::at
