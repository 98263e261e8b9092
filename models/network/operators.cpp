#include "models/network/operators.hpp"

#include <array>

namespace sara::network {

std::span<const KnownOperator> known_operators() {
    static constexpr auto kOperators = std::to_array<KnownOperator>({
        {"00101", "Test PLMN 1-1", "Test1-1"},
        {"20404", "vodafone NL", "voda NL"},
        {"20801", "Orange F", "Orange"},
        {"22201", "TIM", "TIM"},
        {"22210", "Vodafone IT", "voda IT"},
        {"22801", "Swisscom", "Swisscom"},
        {"23415", "vodafone UK", "voda UK"},
        {"26201", "Telekom.de", "TDG"},
        {"26202", "Vodafone.de", "Vodafone"},
        {"310260", "T-Mobile", "T-Mobile"},
        {"310410", "AT&T", "AT&T"},
        {"311480", "Verizon", "VZW"},
        {"44010", "NTT DOCOMO", "DOCOMO"},
        {"50501", "Telstra Mobile", "Telstra"},
    });
    return kOperators;
}

}  // namespace sara::network
