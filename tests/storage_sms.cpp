#include "models/storage/sms_store.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/flash_bench.hpp"

#include <string>

using namespace sara;
using namespace sara::storage;
using testing::FlashBench;

namespace {

constexpr std::size_t kSimPlaces = 3;

std::unique_ptr<SmsStore> make_store(FlashBench& bench) {
    return std::make_unique<SmsStore>(bench.partition(Region::Sms), kSimPlaces);
}

StoredSms message(std::uint8_t first, std::size_t size = SmsStore::kMaxPduBytes) {
    StoredSms made{SmsStatus::ReceivedUnread, testing::noise(size, first)};
    made.pdu.front() = first;
    return made;
}

std::string places(const SmsStore& store, SmsMemory memory) {
    std::string text;
    store.for_each(memory, [&](std::size_t place, const StoredSms& each) {
        text += std::to_string(place) + ':' + std::to_string(each.pdu.front()) + ' ';
    });
    return text;
}

}  // namespace

TEST_CASE("A short message takes the lowest free place and survives the supply", "[storage][sms]") {
    FlashBench bench;
    const auto store = make_store(bench);
    CHECK(store->add(SmsMemory::Me, message(1)) == 1);
    CHECK(store->add(SmsMemory::Me, message(2)) == 2);
    CHECK(store->add(SmsMemory::Me, message(3)) == 3);
    CHECK(store->erase(SmsMemory::Me, 2));
    CHECK(store->add(SmsMemory::Me, message(4)) == 2);
    const auto again = make_store(bench);
    again->mount();
    CHECK(places(*again, SmsMemory::Me) == "1:1 2:4 3:3 ");
    CHECK(again->get(SmsMemory::Me, 2)->pdu == message(4).pdu);
    CHECK_FALSE(again->get(SmsMemory::Me, 4));
    CHECK(again->count(SmsMemory::Sm) == 0);
}

TEST_CASE("The module holds 100 short messages, the SIM a few", "[storage][sms][ad-13]") {
    FlashBench bench;
    const auto store = make_store(bench);
    for (std::size_t i = 1; i <= 100; ++i) {
        CHECK_FALSE(store->is_full(SmsMemory::Me));
        CHECK(store->add(SmsMemory::Me, message(static_cast<std::uint8_t>(i))) == i);
    }
    CHECK(store->is_full(SmsMemory::Me));
    CHECK_FALSE(store->add(SmsMemory::Me, message(1)));
    for (std::size_t i = 1; i <= kSimPlaces; ++i) CHECK(store->add(SmsMemory::Sm, message(9)) == i);
    CHECK_FALSE(store->add(SmsMemory::Sm, message(9)));
    CHECK(store->put(SmsMemory::Me, 50, message(200)));  // replacing needs no place
    CHECK(store->get(SmsMemory::Me, 50)->pdu == message(200).pdu);
    CHECK(store->erase_all(SmsMemory::Me));
    CHECK(store->count(SmsMemory::Me) == 0);
    CHECK(store->count(SmsMemory::Sm) == kSimPlaces);
}

TEST_CASE("A short message that is too long or cannot be written is not stored", "[storage][sms]") {
    FlashBench bench;
    const auto store = make_store(bench);
    CHECK_FALSE(store->add(SmsMemory::Me, message(1, SmsStore::kMaxPduBytes + 1)));
    bench.flash.set_faulty(Region::Sms, true);
    CHECK_FALSE(store->add(SmsMemory::Me, message(1)));
    CHECK(store->count(SmsMemory::Me) == 0);
}

TEST_CASE("A short message is there whole or not at all", "[storage][sms][power-cut]") {
    testing::Steps<SmsStore> steps;
    for (std::uint8_t i = 1; i <= 6; ++i) {
        steps.emplace_back([i](SmsStore& store) { store.put(SmsMemory::Me, i, message(i)); });
    }
    steps.emplace_back([](SmsStore& store) { store.erase(SmsMemory::Me, 3); });
    steps.emplace_back([](SmsStore& store) { store.erase_all(SmsMemory::Me); });
    const auto cuts = testing::check_atomic<SmsStore>(
        make_store, steps, [](SmsStore& store) { return store.to_json(); });
    CHECK(cuts >= 2 * steps.size());
}
