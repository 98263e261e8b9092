#include "models/ufota/partial_package.hpp"

#include <algorithm>
#include <utility>

namespace sara::ufota {

using storage::kPackageName;
using storage::Tag;

std::size_t PartialPackage::size() const {
    if (file_) return kept_ + file_->written();
    const auto here = storage_.files.size(Tag::Foat, kPackageName);
    return here ? *here : 0;
}

PartialPackage::Done PartialPackage::go_on(std::optional<std::size_t> total) {
    if (file_) return {};
    kept_ = size();
    std::optional<std::size_t> rest;
    if (total) rest = std::max(*total, kept_) - kept_;
    auto opened = kept_ > 0 ? internet::ReceivingFile::rest_of_package(storage_, rest)
                            : internet::ReceivingFile::package(storage_, rest);
    if (opened.has_error()) return opened.error();
    file_ = std::move(*opened);
    return {};
}

PartialPackage::Done PartialPackage::append(sim::Bytes bytes) {
    return file_->append(bytes);
}

PartialPackage::Done PartialPackage::keep() {
    if (!file_) return {};
    auto kept = file_->finish();
    file_.reset();
    return kept;
}

void PartialPackage::drop() {
    file_.reset();
    const auto removed = storage_.files.remove(Tag::Foat, kPackageName);
    static_cast<void>(removed);  // there may be none; a faulty flash shows at the next write
    storage_.flash().take_cost();
}

}  // namespace sara::ufota
