#include "models/commands/edrx.hpp"

#include <charconv>

namespace sara::commands {

namespace {

using network::AccessTechnology;

constexpr std::string_view kFactoryEdrx = "0101,0001";  // [ubx]
constexpr int kFactoryPsmVersion = 8;                   // [AD 8.4]

/// Cycles by code, in hundredths of a second.  [module-behaviour 11]
constexpr auto kCycles = std::to_array<int>({512, 1024, 2048, 4096, 6144, 8192, 10240, 12288, 14336,
                                             16384, 32768, 65536, 131072, 262144, 262144, 262144});
constexpr sim::Duration kHundredth = std::chrono::milliseconds(10);
constexpr sim::Duration kWindowStep = std::chrono::milliseconds(1280);  // twice that for NB-IoT

int number_in(std::string_view text, int base, int otherwise) {
    std::from_chars(text.data(), text.data() + text.size(), otherwise, base);
    return otherwise;
}

const EdrxRow& row_of(AccessTechnology act) {
    return act == AccessTechnology::NbIot ? kEdrxRows[1] : kEdrxRows[0];
}

}  // namespace

EdrxMode edrx_mode(const storage::Nvm& nvm) {
    return static_cast<EdrxMode>(number_in(nvm.get("+CEDRXS").value_or("0"), 10, 0));
}

std::string edrx_of(const storage::Nvm& nvm, const EdrxRow& row) {
    return nvm.get(row.key).value_or(std::string(kFactoryEdrx));
}

std::optional<std::string> wanted_edrx(const storage::Nvm& nvm, AccessTechnology act) {
    const EdrxMode mode = edrx_mode(nvm);
    const bool is_on = mode == EdrxMode::On || mode == EdrxMode::OnWithUrc;
    return is_on ? std::optional(edrx_of(nvm, row_of(act))) : std::nullopt;
}

sim::Duration GrantedEdrx::cycle_time() const {
    const int code = number_in(cycle, 2, 0);
    return kHundredth * kCycles[static_cast<std::size_t>(code) % kCycles.size()];
}

sim::Duration GrantedEdrx::window_time() const {
    const int steps = number_in(window, 2, 0) + 1;
    return kWindowStep * (act == AccessTechnology::NbIot ? 2 * steps : steps);
}

std::optional<GrantedEdrx> granted_edrx(const storage::Nvm& nvm,
                                        const network::Registration& registration) {
    const auto& cell = registration.cell();
    const auto window = registration.radio().grant_edrx();
    if (!cell || !window) return std::nullopt;
    const auto wanted = wanted_edrx(nvm, cell->act);
    if (!wanted) return std::nullopt;
    return GrantedEdrx{cell->act, row_of(cell->act).number, std::string(cycle_of(*wanted)),
                       *window};
}

bool has_psm_version_bit(const storage::Nvm& nvm, int bit) {
    const std::string stored = nvm.get("+UPSMVER").value_or("");
    return (number_in(stored, 10, kFactoryPsmVersion) & bit) != 0;
}

}  // namespace sara::commands
