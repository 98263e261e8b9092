#pragma once

#include "models/network/server_disturbance.hpp"
#include "models/sms/service.hpp"
#include "models/storage/flash_map.hpp"
#include "models/update/install_code.hpp"
#include "sim/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace sara {

/// No cell is heard.
struct CoverageLoss {
    std::optional<sim::Duration> length;
};

/// The network lets the module go and rejects it.
struct CellRejection {
    int cause = 0;  ///< EMM cause  [TS 24.301 annex A]
    std::optional<sim::Duration> length;
};

struct SimRemoval {
    std::optional<sim::Duration> length;
};

/// No DNS server knows any name.
struct DnsFailure {
    std::optional<sim::Duration> length;
};

/// A server misbehaves from the next request on.
struct ServerFault {
    std::string server;  ///< name or address; empty: every one
    std::optional<int> status;
    std::optional<std::uint64_t> cut_after;
    std::uint32_t rate = 0;
    bool wrong = false;
    std::optional<sim::Duration> length;
};

struct FlashWriteFailure {
    storage::Region region = storage::Region::Image;
    std::optional<sim::Duration> length;
};

struct WornSector {
    storage::Region region = storage::Region::Image;
    std::uint32_t sector = 0;  ///< of the region, from 0
};

struct LowRam {
    std::optional<sim::Duration> length;
};

/// An installation fails at its next step, for a reason that nothing else here has.
struct InstallFailure {
    update::InstallCode code = update::InstallCode::GenericFailure;
    std::optional<sim::Duration> length;
};

struct OverTemperature {
    int celsius = 100;
    std::optional<sim::Duration> length;  ///< then it is as warm as before
};

/// The network does not take short messages.
struct SmsFailure {
    sms::SubmitFault what = sms::SubmitFault::Timeout;
    std::optional<sim::Duration> length;
};

/// The module says something unasked, as soon as it may or between a command line and its answer.
struct UnaskedUrc {
    std::string text;                            ///< without its breaks, e.g. "+CREG: 2"
    std::optional<std::uint32_t> before_answer;  ///< to which line from then on
};

/// A command line is answered with an error instead of being run.
struct AnswerError {
    std::optional<int> cme;  ///< neither: plain ERROR
    std::optional<int> cms;
    std::uint32_t nth = 1;  ///< which line from then on
};

/// A command line is answered sooner or later than usual.
struct AnswerTime {
    sim::Duration after{};  ///< the answer is known
    std::uint32_t nth = 1;  ///< which line from then on
};

/// What can go wrong with a SARA-R5 and its surroundings: at most one member is set.
struct DeviceFaults {
    std::optional<CoverageLoss> coverage_loss;
    std::optional<CellRejection> cell_rejection;
    std::optional<SimRemoval> sim_removal;
    std::optional<DnsFailure> dns_failure;
    std::optional<ServerFault> server_fault;
    std::optional<FlashWriteFailure> flash_write_failure;
    std::optional<WornSector> worn_sector;
    std::optional<LowRam> low_ram;
    std::optional<InstallFailure> install_failure;
    std::optional<OverTemperature> over_temperature;
    std::optional<SmsFailure> sms_failure;
    std::optional<UnaskedUrc> urc;
    std::optional<AnswerError> answer_error;
    std::optional<AnswerTime> answer_time;
};

}  // namespace sara

template <>
struct sara::sim::Names<sara::storage::Region> {
    static constexpr auto kTable = [] {
        std::array<Named<sara::storage::Region>, sara::storage::kFlashMap.size()> table{};
        for (std::size_t row = 0; row < table.size(); ++row) {
            table[row] = {sara::storage::kFlashMap[row].name, sara::storage::kFlashMap[row].region};
        }
        return table;
    }();
};

template <>
struct sara::sim::Names<sara::sms::SubmitFault> {
    static constexpr auto kTable = std::to_array<Named<sara::sms::SubmitFault>>({
        {"no service", sara::sms::SubmitFault::NoService},
        {"timeout", sara::sms::SubmitFault::Timeout},
        {"rejected", sara::sms::SubmitFault::Rejected},
    });
};

/// The failures of installations by their meaning: "RAM corruption" is code 178.
template <>
struct sara::sim::Names<sara::update::InstallCode> {
    static constexpr auto kTable = [] {
        constexpr auto kIsFailure = [](const sara::update::InstallCodeRow& row) {
            return row.on_r5 && row.code != sara::update::InstallCode::Success;
        };
        constexpr auto kCount = std::ranges::count_if(sara::update::kInstallCodes, kIsFailure);
        std::array<Named<sara::update::InstallCode>, kCount> table{};
        auto* entry = table.begin();
        for (const auto& row : sara::update::kInstallCodes) {
            if (kIsFailure(row)) *entry++ = {row.meaning, row.code};
        }
        return table;
    }();
};

template <>
const sara::sim::Shape& sara::sim::shape_of<sara::CoverageLoss>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::CellRejection>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::SimRemoval>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::DnsFailure>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::ServerFault>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::FlashWriteFailure>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::WornSector>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::LowRam>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::InstallFailure>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::OverTemperature>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::SmsFailure>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::UnaskedUrc>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::AnswerError>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::AnswerTime>();
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::DeviceFaults>();
