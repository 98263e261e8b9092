#include "models/furnishing.hpp"

#include <array>

namespace {

using sara::FurnishedCertificate;
using sara::FurnishedFile;
using sara::Furnishing;
using sara::ModuleSection;
using sara::sim::key;
using sara::sim::kOneOf;
using sara::sim::Presence;

// clang-format off
constexpr auto kFileKeys = std::to_array<sara::sim::Key>({
    key<&FurnishedFile::name>("name", "ignored in FOAT, where it is updatePackage.bin", {.min = 1, .max = 248, .presence = Presence::Required}, "[file-system 1]"),
    key<&FurnishedFile::tag>("tag", "where it lies", {}, "[file-system 1.1]"),
    key<&FurnishedFile::contents>("contents", "its bytes", kOneOf),
    key<&FurnishedFile::random>("random", "that many bytes from the seed", {.min = 0, .max = 8 << 20, .presence = Presence::OneOf}),
    key<&FurnishedFile::package>("package", "a package by its name in \"packages\"", kOneOf),
});

constexpr auto kCertificateKeys = std::to_array<sara::sim::Key>({
    key<&FurnishedCertificate::type>("type", "what it is", {}, "[security 1]"),
    key<&FurnishedCertificate::name>("name", "internal name", {.min = 1, .max = 200, .presence = Presence::Required}, "[security 1]"),
    key<&FurnishedCertificate::der>("der", "its bytes", {.max = 8192}, "[security 1]"),
    key<&FurnishedCertificate::common_name>("common_name", "subject CN"),
    key<&FurnishedCertificate::expires>("expires", "YYYY/MM/DD HH:MM:SS"),
});

constexpr auto kModuleKeys = std::to_array<sara::sim::Key>({
    key<&ModuleSection::product>("product", "type number, e.g. SARA-R510M8S-01B-00", {}, "[module-behaviour 1]"),
    key<&ModuleSection::power>("power", "on: VCC at 0 s and PWR_ON where it is needed; vcc: VCC alone; off"),
    key<&ModuleSection::profile>("profile", "values the references leave open"),
    key<&ModuleSection::nvm>("nvm", "settings of class N by command, e.g. \"+UMNOPROF\": \"100\"", {}, "[module-behaviour 6]"),
    key<&ModuleSection::files>("files", "what the file system holds", {}, "[file-system 1]"),
    key<&ModuleSection::certificates>("certificates", "what the certificate store holds", {}, "[security 1]"),
});

constexpr auto kKeys = std::to_array<sara::sim::Key>({
    key<&Furnishing::module>("module", "which module, and what it holds at the start"),
    key<&Furnishing::modules>("modules", "modules without a host, which share its clock and campaigns", {.max = 100}, "[R01 2.7]"),
    key<&Furnishing::packages>("packages", "firmware packages by name, made for the run"),
    key<&Furnishing::network>("network", "cells, coverage and what the network answers"),
    key<&Furnishing::sim>("sim", "the SIM card in the holder"),
    key<&Furnishing::lwm2m>("lwm2m", "LwM2M servers and firmware campaigns", {}, "[R01 2.1]"),
});
// clang-format on

}  // namespace

template <>
const sara::sim::Shape& sara::sim::shape_of<FurnishedFile>() {
    static constexpr Shape kShape =
        make_shape<FurnishedFile>("module file", "A file that is there from the start.", kFileKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<FurnishedCertificate>() {
    static constexpr Shape kShape = make_shape<FurnishedCertificate>(
        "certificate", "An item of the certificate store.", kCertificateKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<ModuleSection>() {
    static constexpr Shape kShape = make_shape<ModuleSection>(
        "module", "Which module it is and what it holds when the scenario begins.", kModuleKeys);
    return kShape;
}

template <>
const sara::sim::Shape& sara::sim::shape_of<Furnishing>() {
    static constexpr Shape kShape =
        make_shape<Furnishing>("world", "What surrounds the host.", kKeys);
    return kShape;
}
