#include "models/at/catalogue.hpp"

#include "sim/expect.hpp"

#include <algorithm>

namespace sara::at {

CmeError Row::bad_parameter() const {
    if (attributes.bad_parameter) return *attributes.bad_parameter;
    const bool is_ublox = name.starts_with("+U");
    return is_ublox ? CmeError::IncorrectParameters : CmeError::OperationNotSupported;
}

const Row* Catalogue::find(std::string_view name) const {
    const auto found = std::ranges::lower_bound(rows_, name, {}, &Row::name);
    return found != rows_.end() && found->name == name ? &*found : nullptr;
}

void Catalogue::sort() {
    std::ranges::sort(rows_, {}, &Row::name);
    const auto twice = std::ranges::adjacent_find(rows_, {}, &Row::name);
    SARA_EXPECT(twice == rows_.end(), "a command has one row");
    for (Row& row : rows_) {
        SARA_EXPECT(row.parameters.size() <= kMaxArguments, "kMaxArguments is the most");
        if (row.is_kept()) row.kept_as = kept_count_++;
    }
}

}  // namespace sara::at
