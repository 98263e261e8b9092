#include "models/products/profile.hpp"

namespace sara::products {

Profile Profile::for_product(const Product& product) {
    Profile profile;
    if (product.generation == Generation::B00) {
        profile.delta_install_450_kb = std::chrono::minutes(25);  // [R01 5.1.2], 01B: [R03 2]
    }
    return profile;
}

}  // namespace sara::products
