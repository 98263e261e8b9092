#pragma once

#include <string>
#include <string_view>

namespace sara::tools {

/// Text as it may stand in an HTML document or an attribute of it.
std::string html(std::string_view text);

/// A whole document around `body`; its style is inside, so the page needs no other file.
std::string html_page(std::string_view title, std::string_view body);

}  // namespace sara::tools
