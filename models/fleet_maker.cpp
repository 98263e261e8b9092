#include "models/fleet_maker.hpp"

#include "models/storage/memory_medium.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace sara {

namespace {

using sim::ScenarioError;

constexpr std::size_t kImeiDigits = 15;

/// Of the addresses behind carriers' NAT, far enough apart for a module's PDN connections.
/// [RFC 6598]
std::string fleet_address(std::size_t index) {
    constexpr std::size_t kApart = 16;
    const std::size_t host = (index + 1) * kApart;
    return fmt::format("100.{}.{}.{}", 64 + (host >> 16U) % 64, (host >> 8U) % 256, host % 256);
}

/// The number with `by` added; it keeps its digits.
std::string number_after(const std::string& first, std::size_t by) {
    std::uint64_t number = 0;
    std::from_chars(first.data(), first.data() + first.size(), number);
    return fmt::format("{:0{}}", number + by, first.size());
}

/// Luhn's.  [TS 23.003 B]
char check_digit(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int digit = digits[i] - '0';
        const bool is_doubled = (digits.size() - i) % 2 == 1;
        sum += is_doubled ? 2 * digit / 10 + 2 * digit % 10 : digit;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string imei_after(const std::string& first, std::size_t by) {
    const std::string digits = number_after(first.substr(0, kImeiDigits - 1), by);
    return digits + check_digit(digits);
}

/// Makes the modules of one group.
class GroupMaker {
 public:
    GroupMaker(sim::Kernel& kernel, Fleet& fleet, const FleetSurroundings& around,
               const ModuleGroup& group, std::string pointer)
        : kernel_(kernel),
          fleet_(fleet),
          around_(around),
          furnishing_(around.scenario.furnished<Furnishing>()),
          group_(group),
          pointer_(std::move(pointer)),
          product_(product()),
          profile_(profile()) {
        const CoverageSpec& coverage = group.coverage;
        if (coverage.rsrp_min > coverage.rsrp_max) fail("/coverage", "rsrp_min is above rsrp_max");
        if (imei_after(group.imei, 0) != group.imei) {
            fail("/imei", fmt::format("\"{}\" is no IMEI, expected \"{}\"", group.imei,
                                      imei_after(group.imei, 0)));
        }
    }

    /// `index` is its place in the fleet, `place` that in the group.
    void make(std::size_t index, std::size_t place, std::shared_ptr<storage::SectorPool> pool) {
        products::Profile profile = profile_;
        profile.imei = imei_after(group_.imei, place);
        network::SimSpec card = furnishing_.sim;
        card.imsi = number_after(card.imsi, index + 1);
        sim::Random random = kernel_.seed.stream("module " + profile.imei);
        const sim::Seed seed(random.next());
        const sim::Duration on_at = draw(random, group_.switched_on_within);
        const network::NetworkSpec network = network_of(random, index);

        auto medium = storage::Storage::memory(product_, profile, std::move(pool));
        auto& cells = static_cast<storage::MemoryMedium&>(*medium);
        auto module =
            std::make_unique<Module>(fleet_.kernel_view(seed), product_, profile, std::move(medium),
                                     network, card, furnishing_.lwm2m, around_.campaigns);
        furnish(module->storage().nvm, furnishing_.module.nvm);
        furnish(module->storage().nvm, group_.nvm);
        cells.share();
        fleet_.add(std::move(module), on_at);
    }

 private:
    [[noreturn]] void fail(const std::string& place, const std::string& what) const {
        throw ScenarioError(around_.scenario.file, pointer_ + place, what);
    }

    const products::Product& product() const {
        const std::string& own = group_.product;
        const std::string& name = own.empty() ? furnishing_.module.product : own;
        if (const products::Product* found = products::find_product(name)) return *found;
        fail("/product", fmt::format("unknown product \"{}\"", name));
    }

    products::Profile profile() const {
        products::Profile profile = products::Profile::for_product(product_);
        furnishing_.module.profile.apply_to(profile);
        group_.profile.apply_to(profile);
        return profile;
    }

    /// Whole milliseconds up to `most`.
    static sim::Duration draw(sim::Random& random, sim::Duration most) {
        const auto bound = std::chrono::duration_cast<std::chrono::milliseconds>(most).count() + 1;
        return std::chrono::milliseconds(random.below(static_cast<std::uint64_t>(bound)));
    }

    network::NetworkSpec network_of(sim::Random& random, std::size_t index) const {
        const CoverageSpec& coverage = group_.coverage;
        network::NetworkSpec network = around_.network;
        network.ipv4 = fleet_address(index);
        if (random.chance(coverage.never_percent, 100)) network.cells.clear();
        const auto levels = static_cast<std::uint64_t>(coverage.rsrp_max - coverage.rsrp_min + 1);
        for (network::CellSpec& cell : network.cells) {
            cell.rsrp = coverage.rsrp_min + static_cast<int>(random.below(levels));
        }
        for (std::uint64_t left = random.below(coverage.outages + 1ULL); left > 0; --left) {
            const sim::Duration from = draw(random, coverage.outages_within);
            network.outages.push_back({from, draw(random, coverage.longest_outage)});
        }
        return network;
    }

    static void furnish(storage::Nvm& nvm, const std::map<std::string, std::string>& values) {
        for (const auto& [name, parameters] : values) nvm.set(name, parameters);
    }

    sim::Kernel& kernel_;
    Fleet& fleet_;
    const FleetSurroundings& around_;
    const Furnishing& furnishing_;
    const ModuleGroup& group_;
    const std::string pointer_;
    const products::Product& product_;
    const products::Profile profile_;
};

}  // namespace

std::unique_ptr<Fleet> make_fleet(sim::Kernel& kernel, std::unique_ptr<Module> attended,
                                  const FleetSurroundings& around) {
    auto fleet = std::make_unique<Fleet>(kernel, std::move(attended));
    const auto pool = std::make_shared<storage::SectorPool>();
    const auto& groups = around.scenario.furnished<Furnishing>().modules;
    std::size_t index = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::string pointer = fmt::format("/modules/{}", i);
        GroupMaker maker(kernel, *fleet, around, groups[i], pointer);
        try {
            for (std::size_t place = 0; place < groups[i].count; ++place) {
                maker.make(index++, place, pool);
            }
        } catch (const std::invalid_argument& error) {
            throw ScenarioError(around.scenario.file, pointer + "/profile", error.what());
        }
    }
    return fleet;
}

}  // namespace sara
