#include "models/lwm2m/campaign_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sara::lwm2m {

std::string CampaignSpec::package_uri() const {
    if (!uri.empty()) return uri;
    const std::string_view prefix = is_secure() ? "https" : "http";
    return fmt::format("{}://{}{}", prefix, kContentServer, path());
}

/// All have 15 digits, so that their order is that of their texts.
bool CampaignSpec::is_for(std::string_view imei) const {
    if (imeis.empty()) return true;
    return std::ranges::any_of(imeis, [imei](std::string_view named) {
        const std::size_t dash = named.find('-');
        if (dash == named.npos) return named == imei;
        return imei >= named.substr(0, dash) && imei <= named.substr(dash + 1);
    });
}

}  // namespace sara::lwm2m

namespace {

using sara::lwm2m::CampaignSpec;
using sara::sim::key;
using sara::sim::Presence;
using sara::sim::Rules;

constexpr Rules kCampaignName{.min = 1, .max = 64, .presence = Presence::Required};
constexpr Rules kServerId{.min = 1, .max = 65534};
constexpr Rules kPackageUriRules{.max = 255};

// clang-format off
constexpr auto kCampaignKeys = std::to_array<sara::sim::Key>({
    key<&CampaignSpec::name>("name", "its name in reports", kCampaignName),
    key<&CampaignSpec::server>("server", "short ID of the server that offers it: 721 u-blox, 102 Verizon", kServerId, "[lwm2m 1]"),
    key<&CampaignSpec::package>("package", "a package by its name in \"packages\", to be had at u-blox's content server"),
    key<&CampaignSpec::product>("product", "type number of the modules it is for; without it any"),
    key<&CampaignSpec::from>("from", "version \"<modem>,<app>\" that a module must have; without it any but \"to\"", {}, "[R01 2.7.1]"),
    key<&CampaignSpec::to>("to", "version \"<modem>,<app>\" that the package brings", {}, "[R01 2.7.1]"),
    key<&CampaignSpec::imeis>("imeis", "modules it is for, one by one or \"first-last\"; without it all", {}, "[R01 2.7.1]"),
    key<&CampaignSpec::test_imeis>("test_imeis", "modules of the test campaign: the others follow when all of these succeeded", {.max = 5}, "[R01 2.7.4]"),
    key<&CampaignSpec::approval>("approval", "from the end of the test campaign to the final one", {}, "[R01 2.7.4]"),
    key<&CampaignSpec::start>("start", "first offers"),
    key<&CampaignSpec::end>("end", "no offers from here on; without it never"),
    key<&CampaignSpec::scheme>("scheme", "how the package is fetched", {}, "[R01 2.7.1]"),
    key<&CampaignSpec::uri>("uri", "where the package lies, if not at u-blox's content server", kPackageUriRules, "[R01 C.1]"),
});
// clang-format on

}  // namespace

template <>
const sara::sim::Shape& sara::sim::shape_of<CampaignSpec>() {
    static constexpr Shape kShape = make_shape<CampaignSpec>(
        "campaign", "A firmware update that a LwM2M server offers to modules.", kCampaignKeys);
    return kShape;
}
