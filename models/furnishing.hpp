#pragma once

#include "models/fleet_spec.hpp"
#include "models/lwm2m/server_spec.hpp"
#include "models/network/network_spec.hpp"
#include "models/products/product.hpp"
#include "models/profile_changes.hpp"
#include "models/storage/certificates.hpp"
#include "models/storage/file_types.hpp"
#include "models/update/package_recipe.hpp"
#include "sim/vocabulary.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sara {

/// A file that the module has from the start.
struct FurnishedFile {
    std::string name;
    storage::Tag tag = storage::Tag::User;
    std::optional<std::vector<std::uint8_t>> contents;
    std::optional<std::uint32_t> random;  ///< that many bytes from the seed
    std::optional<std::string> package;   ///< a package of the "packages" section
};

/// An item that the certificate store has from the start.
struct FurnishedCertificate {
    storage::CertificateType type = storage::CertificateType::RootCa;
    std::string name;
    std::vector<std::uint8_t> der;
    std::string common_name;
    std::string expires;
};

enum class PowerAtStart : std::uint8_t {
    On,   ///< VCC at 0 s, and a pulse on PWR_ON where the product needs one
    Vcc,  ///< VCC at 0 s
    Off
};

/// "module": which module it is and what it holds when the scenario begins.
struct ModuleSection {
    std::string product = std::string(products::default_product().type_number);
    PowerAtStart power = PowerAtStart::On;
    ProfileChanges profile;
    std::map<std::string, std::string> nvm;
    std::vector<FurnishedFile> files;
    std::vector<FurnishedCertificate> certificates;
};

/// Everything that a scenario says of the simulated world.
struct Furnishing {
    ModuleSection module;
    std::vector<ModuleGroup> modules;
    std::map<std::string, update::PackageRecipe> packages;
    network::NetworkSpec network;
    network::SimSpec sim;
    lwm2m::LwM2mSpec lwm2m;
};

}  // namespace sara

template <>
struct sara::sim::Names<sara::storage::Tag> {
    static constexpr auto kTable = std::to_array<Named<storage::Tag>>({
        {"USER", storage::Tag::User},
        {"FOAT", storage::Tag::Foat},
        {"XLWM2M", storage::Tag::Xlwm2m},
        {"PROFILE", storage::Tag::Profile},
        {"GNSS", storage::Tag::Gnss},
    });
};

template <>
struct sara::sim::Names<sara::storage::CertificateType> {
    static constexpr auto kTable = std::to_array<Named<storage::CertificateType>>({
        {"CA", storage::CertificateType::RootCa},
        {"CC", storage::CertificateType::ClientCertificate},
        {"PK", storage::CertificateType::PrivateKey},
        {"SC", storage::CertificateType::ServerCertificate},
        {"VC", storage::CertificateType::SignatureCertificate},
        {"PU", storage::CertificateType::SignatureKey},
    });
};

template <>
struct sara::sim::Names<sara::PowerAtStart> {
    static constexpr auto kTable = std::to_array<Named<PowerAtStart>>({
        {"on", PowerAtStart::On},
        {"vcc", PowerAtStart::Vcc},
        {"off", PowerAtStart::Off},
    });
};

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::FurnishedFile>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::FurnishedCertificate>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::ModuleSection>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::Furnishing>();
