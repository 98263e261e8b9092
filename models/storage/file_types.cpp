#include "models/storage/file_types.hpp"

#include <algorithm>
#include <cstddef>

namespace sara::storage {

namespace {

constexpr auto kTagNames =
    std::to_array<std::string_view>({"USER", "FOAT", "XLWM2M", "PROFILE", "GNSS"});
static_assert(kTagNames.size() == kTags.size());

constexpr auto kErrorNames =
    std::to_array<std::string_view>({"not found", "no space", "too many files", "illegal name",
                                     "range", "already open", "write error"});

constexpr std::string_view kForbidden = "/*:%\\|\"<>?";  // [file-system 1]

}  // namespace

std::string_view name_of(Tag tag) {
    return kTagNames[static_cast<std::size_t>(tag)];
}

std::optional<Tag> find_tag(std::string_view name) {
    const auto found = std::ranges::find(kTagNames, name);
    if (found == kTagNames.end()) return std::nullopt;
    return kTags[static_cast<std::size_t>(found - kTagNames.begin())];
}

bool is_legal_name(std::string_view name) {
    return !name.empty() && name.size() <= kMaxFileName &&
           name.find_first_of(kForbidden) == std::string_view::npos;
}

std::string_view name_of(FileError error) {
    return kErrorNames[static_cast<std::size_t>(error)];
}

}  // namespace sara::storage
