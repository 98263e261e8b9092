#pragma once

#include "models/products/product.hpp"
#include "sim/time.hpp"
#include "sim/vocabulary/shape_of.hpp"

#include <cstdint>
#include <string>

namespace sara::products {

/// What the references leave open or let a bench choose, with their defaults: every [assumed] row
/// that a test may want otherwise.  A scenario overrides single values under `module.profile`.
// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): knobs go by what they are about
struct Profile {
    // --- life-cycle  [module-behaviour 2, 13]
    sim::Duration boot = std::chrono::seconds(2);      ///< power event to AT ready  [SI fig 13-15]
    sim::Duration shutdown = std::chrono::seconds(3);  ///< +CPWROFF's OK to V_INT low  [assumed]
    sim::Duration reboot = std::chrono::seconds(5);    ///< reset to AT ready or ONGOING  [assumed]
    sim::Duration sim_init = std::chrono::milliseconds(1500);      ///< boot to SIM ready  [assumed]
    sim::Duration command_latency = std::chrono::milliseconds(5);  ///< line to final code [assumed]
    int install_attempts = 3;  ///< that may fail; then FUM  [assumed]
    sim::Duration install_silence = std::chrono::seconds(3);  ///< +UFWINSTALL's OK to reset [PD]

    // --- identity
    std::string imei = "357862090033897";      ///< [at-commands 2.1]
    std::string serial_number = "0000000000";  ///< +CGSN=255  [assumed]

    // --- flash  [assumed: NOR parts of this class]
    sim::Duration sector_erase = std::chrono::milliseconds(5);   ///< 4 KiB
    sim::Duration page_program = std::chrono::microseconds(50);  ///< 256 B
    std::uint32_t fs_write_rate = 200'000;  ///< B/s, +UDWNFILE  [file-system 2.1, assumed]

    // --- file system
    std::uint32_t user_area_bytes = 1'048'576;             ///< [R03 8]
    std::uint32_t foat_area_bytes = 8U << 20U;             ///< [file-system 1, size assumed]
    std::uint32_t max_files = 256;                         ///< [assumed]
    sim::Duration write_stall = std::chrono::seconds(20);  ///< +UDWNFILE without a byte  [R4 p198]
    bool read_tail_two_crlf = false;  ///< `fs.read_tail=2crlf`  [file-system 2.3]

    // --- security
    int usecmng_error = 0;  ///< CME number that every import ends with; 0: none  [security 1]
    sim::Duration rot_update = std::chrono::seconds(30);  ///< +USECFW=1  [security 5, assumed]

    // --- internet clients
    bool udp_reports_uusorf = false;       ///< `+UUSORF` for UDP, as R4 has it  [at-commands 2.7]
    int ftp_other_class = 8;               ///< +UFTPER of causes that no source names
    int ftp_other_code = 1;                ///< [firmware-update 4.1, assumed]
    bool uhttper_without_profile = false;  ///< R01's Table 11 as printed  [firmware-update 13]
    bool http_fail_status = false;  ///< +UUHTTPCR: p,100,0 with a status  [firmware-update 4.2]

    // --- LwM2M
    std::string lwm2m_ufota_uri = "coaps://ucsplwm2m.services.u-blox.com:5684";  ///< [R01 2.8.1]
    std::string lwm2m_mno_uri = "coaps://lwm2m.mno.example:5684";  ///< server 102  [assumed]
    sim::Duration lwm2m_update_margin{};  ///< the update comes so long early  [lwm2m 7, assumed]
    bool lwm2m_stat_full = false;         ///< +ULWM2MSTAT reports every step  [lwm2m 3, assumed]

    // --- SMS
    std::string service_centre = "+393358840000";  ///< factory +CSCA  [assumed]
    std::uint32_t sim_messages = 20;               ///< places of storage SM  [assumed]
    sim::Duration sms_submit = std::chrono::milliseconds(1200);  ///< to the answer  [assumed]

    // --- firmware update
    /// +UFOTA=1/2, +UFOTA?, +UFOTACONFIG and +UFOTAACK, which R03 describes.  [firmware-update 2.8]
    bool ufota_has_r03_commands = true;
    bool ufota_cancel_as_r01 = false;  ///< +UFOTASTAT: 3,3,100 as printed  [firmware-update 13]
    /// From the first boot after a uFOTA update to the second, with the MNO profile.  [R01 Table 6]
    sim::Duration ufota_profile_restore = std::chrono::seconds(10);  ///< [assumed]
    std::string foat_timeout_text = "+UFWUPD: Timeout";              ///< [firmware-update 3.5]
    int foat_abort_code = 129;  ///< the module gave a transfer up  [firmware-update 3.3, assumed]
    bool accept_opaque_package = false;  ///< a file in an unknown format installs, see below
    std::string opaque_version;          ///< "<modem>,<app>" an opaque package carries
    /// Ed25519 key that packages must be signed with, 64 hex digits: the one `r5sim fw make` signs
    /// with.  Empty: the module has no key, code 227.
    std::string package_public_key =
        "6d582fbe00a5caee4b15af2ccf058c670a4bbc69abd7cd55ff50f61e143bd338";
    std::uint32_t image_bytes = 4'500'000;  ///< factory firmware image  [R01 3.1.2]
    sim::Duration validation_per_mb = std::chrono::seconds(30);  ///< [firmware-update 9, assumed]
    sim::Duration validation_min = std::chrono::seconds(10);     ///< [firmware-update 9, assumed]
    /// Installing 450 kB of delta takes this long: 25 min on 00B, 15 min on 01B.  [R01 5.1.2][R03
    /// 2]
    sim::Duration delta_install_450_kb = std::chrono::minutes(15);
    sim::Duration delta_install_max = std::chrono::minutes(60);    ///< [firmware-update 9, assumed]
    sim::Duration full_install_per_mb = std::chrono::seconds(40);  ///< [firmware-update 9, assumed]
    /// The receiver's own time for a block of Xmodem, beside the time on the wire.  With it 4.5 MB
    /// at 921600 bit/s take 140 s.  [R01 3.1.2][firmware-update 9]
    sim::Duration xmodem_128_block = std::chrono::microseconds(2500);
    sim::Duration xmodem_1k_block = std::chrono::microseconds(20700);
    double time_factor = 1.0;  ///< scales validation and installation

    /// The defaults for that product: 00B and 01B differ in the installation's speed.
    static Profile for_product(const Product& product);
};

}  // namespace sara::products

/// The profile's knobs, as a scenario names them.
template <>
const sara::sim::Shape& sara::sim::shape_of<sara::products::Profile>();
