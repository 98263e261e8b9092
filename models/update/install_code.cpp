#include "models/update/install_code.hpp"

#include "sim/expect.hpp"

#include <algorithm>

namespace sara::update {

const InstallCodeRow& row_of(InstallCode code) {
    const auto* const row =
        std::ranges::lower_bound(kInstallCodes, code, {}, &InstallCodeRow::code);
    SARA_EXPECT(row != kInstallCodes.end() && row->code == code, "every code has a row");
    return *row;
}

std::string_view name_of(FlashWritten written) {
    switch (written) {
        case FlashWritten::No:
            return "no";
        case FlashWritten::Maybe:
            return "maybe";
        case FlashWritten::Yes:
            break;
    }
    return "yes";
}

}  // namespace sara::update
