#include "models/products/product.hpp"

#include <algorithm>
#include <array>

namespace sara::products {

using namespace std::chrono_literals;

namespace {

constexpr auto kVcc = ColdStart::VccApplied;
constexpr auto kPwrOn = ColdStart::VccThenPwrOn;

// [module-behaviour 1] versions and cold start, [DS T21] PWR_ON widths.
// clang-format off
constexpr auto kProducts = std::to_array<Product>({
    // type number           model           modem    app       generation       cold start  PWR_ON low   GNSS
    {"SARA-R500S-00B-00",   "SARA-R500S",   "02.05", "A00.01", Generation::B00, kVcc,       100ms, 2s,   false},
    {"SARA-R500S-00B-01",   "SARA-R500S",   "02.06", "A00.01", Generation::B00, kVcc,       100ms, 2s,   false},
    {"SARA-R500S-00B-02",   "SARA-R500S",   "02.09", "A00.01", Generation::B00, kVcc,       100ms, 2s,   false},
    {"SARA-R500S-00B-03",   "SARA-R500S",   "02.10", "A00.01", Generation::B00, kVcc,       100ms, 2s,   false},
    {"SARA-R510S-00B-00",   "SARA-R510S",   "02.05", "A00.01", Generation::B00, kPwrOn,     1s,    2s,   false},
    {"SARA-R510S-00B-01",   "SARA-R510S",   "02.06", "A00.01", Generation::B00, kPwrOn,     1s,    2s,   false},
    {"SARA-R510S-00B-02",   "SARA-R510S",   "02.09", "A00.01", Generation::B00, kPwrOn,     1s,    2s,   false},
    {"SARA-R510S-00B-03",   "SARA-R510S",   "02.10", "A00.01", Generation::B00, kPwrOn,     1s,    2s,   false},
    {"SARA-R510M8S-00B-00", "SARA-R510M8S", "02.05", "A00.01", Generation::B00, kVcc,       100ms, 2s,   true},
    {"SARA-R510M8S-00B-01", "SARA-R510M8S", "02.06", "A00.01", Generation::B00, kVcc,       100ms, 2s,   true},
    {"SARA-R510M8S-00B-02", "SARA-R510M8S", "02.09", "A00.01", Generation::B00, kVcc,       100ms, 2s,   true},
    {"SARA-R510M8S-00B-03", "SARA-R510M8S", "02.10", "A00.01", Generation::B00, kVcc,       100ms, 2s,   true},
    {"SARA-R500S-01B-00",   "SARA-R500S",   "03.15", "A00.01", Generation::B01, kVcc,       100ms, 2s,   false},
    {"SARA-R510S-01B-00",   "SARA-R510S",   "03.15", "A00.01", Generation::B01, kPwrOn,     1s,    2s,   false},
    {"SARA-R510M8S-01B-00", "SARA-R510M8S", "03.15", "A00.01", Generation::B01, kVcc,       100ms, 2s,   true},
});
// clang-format on

constexpr std::size_t kDefault = 14;
static_assert(kProducts[kDefault].type_number == "SARA-R510M8S-01B-00");

}  // namespace

std::span<const Product> all_products() {
    return kProducts;
}

const Product* find_product(std::string_view type_number) {
    const auto found = std::ranges::find(kProducts, type_number, &Product::type_number);
    return found == kProducts.end() ? nullptr : &*found;
}

const Product& default_product() {
    return kProducts[kDefault];
}

}  // namespace sara::products
