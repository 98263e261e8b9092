#include "models/storage/sector_pool.hpp"

#include "sim/expect.hpp"

#include <cstring>

namespace sara::storage {

namespace {

bool precedes(const std::uint8_t* left, const std::uint8_t* right) {
    return std::memcmp(left, right, kSectorBytes) < 0;
}

}  // namespace

bool SectorPool::Before::operator()(const std::shared_ptr<Sector>& left,
                                    const std::shared_ptr<Sector>& right) const {
    return precedes(left->data(), right->data());
}

bool SectorPool::Before::operator()(const std::shared_ptr<Sector>& left, Bytes right) const {
    return precedes(left->data(), right.data());
}

bool SectorPool::Before::operator()(Bytes left, const std::shared_ptr<Sector>& right) const {
    return precedes(left.data(), right->data());
}

std::shared_ptr<Sector> SectorPool::shared(Bytes bytes) {
    SARA_EXPECT(bytes.size() == kSectorBytes, "the pool holds whole sectors");
    const auto known = sectors_.find(bytes);
    if (known != sectors_.end()) return *known;
    const auto made = std::make_shared<Sector>();
    std::memcpy(made->data(), bytes.data(), kSectorBytes);
    return *sectors_.insert(made).first;
}

}  // namespace sara::storage
