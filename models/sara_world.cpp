#include "models/sara_world.hpp"

#include "models/device_faults.hpp"
#include "models/fleet_maker.hpp"
#include "models/furnishing.hpp"
#include "models/module.hpp"
#include "models/storage/digest.hpp"
#include "models/update/flash_client.hpp"
#include "sim/scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace sara {

namespace {

using sim::Scenario;
using sim::ScenarioError;

const products::Product& product_of(const Scenario& scenario) {
    const std::string& name = scenario.furnished<Furnishing>().module.product;
    if (const products::Product* product = products::find_product(name)) return *product;
    std::vector<std::string_view> known;
    for (const products::Product& product : products::all_products()) {
        known.push_back(product.type_number);
    }
    throw ScenarioError(
        scenario.file, "/module/product",
        fmt::format("unknown product \"{}\", expected a type number like {}{}", name,
                    products::default_product().type_number, sim::suggestion(name, known)));
}

products::Profile profile_of(const Scenario& scenario) {
    products::Profile profile = products::Profile::for_product(product_of(scenario));
    scenario.furnished<Furnishing>().module.profile.apply_to(profile);
    return profile;
}

/// What a package's recipe leaves out comes from the module it is for.
storage::Buffer make_package(const Scenario& scenario, update::PackageRecipe recipe,
                             std::string_view name) {
    if (recipe.product.empty()) recipe.product = product_of(scenario).type_number;
    if (recipe.image_size == 0) recipe.image_size = profile_of(scenario).image_bytes;
    try {
        return update::make_package(recipe);
    } catch (const std::invalid_argument& error) {
        throw ScenarioError(scenario.file, fmt::format("/packages/{}", name), error.what());
    }
}

/// The bytes that `given` (a file of the module or of a server) asks for.  Random ones come from
/// the stream of that name.
template <class Given>
storage::Buffer contents_of(const Given& given, std::string_view stream, const Scenario& scenario,
                            const SaraWorld& world, const sim::Seed& seed,
                            const std::string& pointer) {
    if (given.contents) return *given.contents;
    if (given.random) {
        storage::Buffer bytes(*given.random);
        sim::Random random = seed.stream(stream);
        std::ranges::generate(bytes, [&] { return static_cast<std::uint8_t>(random.next()); });
        return bytes;
    }
    if (!given.package) return {};
    auto package = world.package(scenario, *given.package);
    if (package) return std::move(*package);
    throw ScenarioError(scenario.file, pointer + "/package",
                        fmt::format("no package \"{}\" in \"packages\"", *given.package));
}

/// The servers that campaigns' packages come from, over HTTP and HTTPS.  [R01 2.8.1]
void add_content_servers(network::NetworkSpec& spec, const Scenario& scenario,
                         const SaraWorld& world) {
    constexpr const char* kAddress = "198.51.100.254";  // of documentation's ranges  [RFC 5737]
    const auto& campaigns = scenario.furnished<Furnishing>().lwm2m.campaigns;
    for (const bool secure : {false, true}) {
        network::HttpSpec http;
        http.secure = secure;
        for (std::size_t i = 0; i < campaigns.size(); ++i) {
            if (campaigns[i].package.empty() || campaigns[i].is_secure() != secure) continue;
            auto package = world.package(scenario, campaigns[i].package);
            if (!package) {
                throw ScenarioError(
                    scenario.file, fmt::format("/lwm2m/campaigns/{}/package", i),
                    fmt::format("no package \"{}\" in \"packages\"", campaigns[i].package));
            }
            network::HttpPathSpec page;
            page.content.made = network::make_content(std::move(*package));
            http.paths.emplace(campaigns[i].path(), std::move(page));
        }
        if (http.paths.empty()) continue;
        network::ServerSpec server;
        server.name = lwm2m::kContentServer;
        server.address = kAddress;
        server.http = std::move(http);
        spec.servers.push_back(std::move(server));
    }
}

/// What the servers have is made before the run.
network::NetworkSpec network_of(const Scenario& scenario, const SaraWorld& world,
                                const sim::Seed& seed) {
    network::NetworkSpec spec = scenario.furnished<Furnishing>().network;
    network::for_each_content(
        spec.servers, [&](network::ServedContent& content, const std::string& place) {
            const std::string pointer = "/network/servers" + place;
            content.made =
                network::make_content(contents_of(content, place, scenario, world, seed, pointer));
        });
    add_content_servers(spec, scenario, world);
    return spec;
}

void furnish(Module& module, const Scenario& scenario, const SaraWorld& world,
             const sim::Seed& seed) {
    const ModuleSection& section = scenario.furnished<Furnishing>().module;
    storage::Storage& storage = module.storage();
    for (const auto& [name, parameters] : section.nvm) storage.nvm.set(name, parameters);
    for (std::size_t i = 0; i < section.files.size(); ++i) {
        const FurnishedFile& file = section.files[i];
        const std::string pointer = fmt::format("/module/files/{}", i);
        const auto written =
            storage.files.write(file.tag, file.name, storage::WriteMode::Overwrite,
                                contents_of(file, file.name, scenario, world, seed, pointer));
        if (!written) {
            throw ScenarioError(scenario.file, pointer, std::string(name_of(written.error())));
        }
    }
    for (std::size_t i = 0; i < section.certificates.size(); ++i) {
        const FurnishedCertificate& item = section.certificates[i];
        const auto added =
            storage.certificates.add({item.type, item.name, item.der, storage::md5_text(item.der),
                                      item.common_name, item.expires, false});
        if (!added) {
            throw ScenarioError(scenario.file, fmt::format("/module/certificates/{}", i),
                                "the certificate store refuses it");
        }
    }
}

}  // namespace

const sim::Shape& SaraWorld::sections() const {
    return sim::shape_of<Furnishing>();
}

const sim::Shape& SaraWorld::faults() const {
    return sim::shape_of<DeviceFaults>();
}

std::size_t SaraWorld::flash_bytes() const {
    return storage::kFlashBytes;
}

std::unique_ptr<sim::Twin> SaraWorld::make(const Scenario& scenario, sim::Kernel& kernel,
                                           std::unique_ptr<sim::Medium> flash) const {
    const products::Product& product = product_of(scenario);
    const products::Profile profile = profile_of(scenario);
    const auto& furnishing = scenario.furnished<Furnishing>();
    const network::NetworkSpec network = network_of(scenario, *this, kernel.seed);
    const auto campaigns = std::make_shared<lwm2m::Campaigns>(furnishing.lwm2m.campaigns);
    std::unique_ptr<Module> module;
    try {
        if (!flash) flash = storage::Storage::memory(product, profile);
        module = std::make_unique<Module>(kernel, product, profile, std::move(flash), network,
                                          furnishing.sim, furnishing.lwm2m, campaigns);
    } catch (const network::BadNetwork& error) {
        throw ScenarioError(scenario.file, "/network", error.what());
    } catch (const std::invalid_argument& error) {
        throw ScenarioError(scenario.file, "/module/profile", error.what());
    }
    if (module->storage().was_virgin()) furnish(*module, scenario, *this, kernel.seed);
    switch (furnishing.module.power) {
        case PowerAtStart::On:
            module->switch_on();
            break;
        case PowerAtStart::Vcc:
            module->set_supply(true);
            break;
        case PowerAtStart::Off:
            break;
    }
    if (furnishing.modules.empty()) return module;
    return make_fleet(kernel, std::move(module), {scenario, network, campaigns});
}

std::optional<std::vector<std::uint8_t>> SaraWorld::package(const Scenario& scenario,
                                                            std::string_view name) const {
    const auto& packages = scenario.furnished<Furnishing>().packages;
    const auto recipe = packages.find(std::string(name));
    if (recipe == packages.end()) return std::nullopt;
    return make_package(scenario, recipe->second, name);
}

std::span<const std::string_view> SaraWorld::escapes() const {
    static constexpr auto kEscapes = std::to_array<std::string_view>({
        "+++",                               // data mode  [at-syntax 7]
        "\x1B",                              // the text of a short message  [at-syntax 6]
        "\xF9\x03\xEF\x05\xC3\x01\xF2\xF9",  // CMUX: close down  [TS 27.010 5.4.6.3.3]
    });
    return kEscapes;
}

std::span<const std::string_view> SaraWorld::tools() const {
    static constexpr std::array<std::string_view, 1> kTools = {"easyflash"};
    return kTools;
}

std::unique_ptr<sim::Tool> SaraWorld::tool(std::string_view /*name*/,
                                           std::vector<std::uint8_t> payload) const {
    return std::make_unique<update::FlashClient>(std::move(payload));
}

}  // namespace sara
