#pragma once

#include "sim/time.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace sara::products {

/// Which generation of the product: what R01 and R03 describe differently.
enum class Generation : std::uint8_t { B00, B01 };

/// What applying VCC does.  [DS 8.3]
enum class ColdStart : std::uint8_t { VccApplied, VccThenPwrOn };

/// One type number, as ordered.  [R5P][IN][DS 8.3]
struct Product {
    std::string_view type_number;    ///< what ATI answers, e.g. "SARA-R510M8S-01B-00"
    std::string_view model;          ///< what +CGMM answers, e.g. "SARA-R510M8S"
    std::string_view modem_version;  ///< factory firmware, e.g. "03.15"
    std::string_view app_version;    ///< e.g. "A00.01"
    Generation generation;
    ColdStart cold_start;
    sim::Duration pwr_on_min;  ///< shortest PWR_ON low pulse that switches on  [DS T21]
    sim::Duration pwr_on_max;  ///< longest  [DS T21]
    bool internal_gnss;
};

/// Every product the twin can be, in the order of the manuals.
std::span<const Product> all_products();

/// The product of that type number; nullptr if there is none.
const Product* find_product(std::string_view type_number);

/// SARA-R510M8S-01B-00.  [module-behaviour 1: recommended default]
const Product& default_product();

}  // namespace sara::products
