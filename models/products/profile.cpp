#include "models/products/profile.hpp"

#include "sim/vocabulary.hpp"

#include <array>

namespace sara::products {

Profile Profile::for_product(const Product& product) {
    Profile profile;
    if (product.generation == Generation::B00) {
        profile.delta_install_450_kb = std::chrono::minutes(25);  // [R01 5.1.2], 01B: [R03 2]
    }
    // [firmware-update 2.8: 00B-00 has R01's commands alone]
    profile.ufota_has_r03_commands = !product.type_number.ends_with("00B-00");
    return profile;
}

}  // namespace sara::products

namespace {

using sara::products::Profile;
using sara::sim::key;
using sara::sim::Rules;

constexpr Rules kSpace{.min = 0, .max = 8 << 20};

// clang-format off
constexpr auto kKnobs = std::to_array<sara::sim::Key>({
    key<&Profile::boot>("boot", "power event to AT ready", {}, "[SI fig 13-15]"),
    key<&Profile::shutdown>("shutdown", "+CPWROFF's OK to V_INT low", {}, "[assumed]"),
    key<&Profile::reboot>("reboot", "reset to AT ready or to +UFWUPD: ONGOING; at least `boot`", {}, "[assumed]"),
    key<&Profile::sim_init>("sim_init", "boot to SIM ready", {}, "[assumed]"),
    key<&Profile::command_latency>("command_latency", "end of a line to its final result code", {}, "[module-behaviour 13, assumed]"),
    key<&Profile::install_attempts>("install_attempts", "installations of a package that may fail once the image is touched; then the module asks for one", {.min = 1, .max = 100}, "[assumed]"),
    key<&Profile::install_silence>("install_silence", "+UFWINSTALL's OK to the reset; AT still answers", {}, "[firmware-update 5]"),

    key<&Profile::imei>("imei", "15 digits", {.min = 15, .max = 15}, "[at-commands 2.1]"),
    key<&Profile::serial_number>("serial_number", "answer of +CGSN=255", {.min = 1, .max = 32}, "[assumed]"),

    key<&Profile::sector_erase>("flash.sector_erase", "erasing 4 KiB", {}, "[assumed]"),
    key<&Profile::page_program>("flash.page_program", "programming 256 bytes", {}, "[assumed]"),
    key<&Profile::fs_write_rate>("fs.write_rate", "bytes a second that +UDWNFILE stores", {.min = 1}, "[file-system 2.1, assumed]"),
    key<&Profile::user_area_bytes>("fs.user_area", "bytes for user files and the RoT update file", {.min = 0, .max = 1 << 20}, "[R03 8]"),
    key<&Profile::foat_area_bytes>("fs.foat_area", "bytes for the firmware package", kSpace, "[file-system 1, assumed]"),
    key<&Profile::max_files>("fs.max_files", "files in the user area", {.min = 1, .max = 256}, "[assumed]"),
    key<&Profile::write_stall>("fs.write_stall", "+UDWNFILE gives up after so long without a byte", {}, "[R4 p198]"),
    key<&Profile::read_tail_two_crlf>("fs.read_tail_two_crlf", "a blank line between the data of +URDFILE and OK", {}, "[file-system 2.3]"),

    key<&Profile::usecmng_error>("usecmng.error", "CME number that every import ends with, 1910 to 1922; 0: none", {.min = 0, .max = 1922}, "[security 1]"),
    key<&Profile::rot_update>("rot.update", "+USECFW=1 to its answer", {}, "[security 5, assumed]"),

    key<&Profile::udp_reports_uusorf>("sockets.uusorf", "UDP data are reported by +UUSORF, as R4 has it", {}, "[at-commands 2.7]"),
    key<&Profile::ftp_other_class>("ftp.other_class", "+UFTPER class of causes that no source names", {.min = 0, .max = 255}, "[firmware-update 4.1, assumed]"),
    key<&Profile::ftp_other_code>("ftp.other_code", "+UFTPER code of causes that no source names", {.min = 0, .max = 999}, "[firmware-update 4.1, assumed]"),
    key<&Profile::uhttper_without_profile>("http.uhttper_r01", "+UHTTPER without the profile, as R01's Table 11 prints it", {}, "[firmware-update 13]"),
    key<&Profile::http_fail_status>("http.fail_status", "+UUHTTPCR of a failed download has a status", {}, "[firmware-update 4.2]"),

    key<&Profile::lwm2m_ufota_uri>("lwm2m.ufota_uri", "URI of server 721; empty: none", {.max = 255}, "[R01 2.8.1]"),
    key<&Profile::lwm2m_mno_uri>("lwm2m.mno_uri", "URI of server 102; empty: none", {.max = 255}, "[assumed]"),
    key<&Profile::lwm2m_update_margin>("lwm2m.update_margin", "a registration update comes so long before the lifetime ends", {}, "[lwm2m 7, assumed]"),
    key<&Profile::lwm2m_stat_full>("lwm2m.stat_full", "+ULWM2MSTAT reports every step of a registration", {}, "[lwm2m 3, assumed]"),

    key<&Profile::service_centre>("sms.service_centre", "factory value of +CSCA", {.min = 3, .max = 21}, "[assumed]"),
    key<&Profile::sim_messages>("sms.sim_messages", "messages that the SIM holds", {.min = 1, .max = 100}, "[assumed]"),
    key<&Profile::sms_submit>("sms.submit", "text of +CMGS to its answer", {}, "[assumed]"),

    key<&Profile::ufota_has_r03_commands>("ufota.r03_commands", "+UFOTA=1, =2 and ?, +UFOTACONFIG, +UFOTAACK: not on 00B-00", {}, "[firmware-update 2.8]"),
    key<&Profile::ufota_cancel_as_r01>("ufota.cancel_urc_r01", "+UFOTA=0 ends with +UFOTASTAT: 3,3,100, as R01 prints it", {}, "[firmware-update 13]"),
    key<&Profile::ufota_profile_restore>("ufota.profile_restore", "first boot after a uFOTA update to the second, with the MNO profile", {}, "[firmware-update 2.6, assumed]"),
    key<&Profile::foat_timeout_text>("foat.timeout_text", "what the 109 s time-out prints", {.min = 1, .max = 64}, "[firmware-update 3.5]"),
    key<&Profile::foat_abort_code>("foat.abort_code", "code when the module gives a transfer up", {.min = 101, .max = 255}, "[firmware-update 3.3, assumed]"),
    key<&Profile::accept_opaque_package>("package.accept_opaque", "a package in an unknown format installs", {}, "[assumed]"),
    key<&Profile::opaque_version>("package.opaque_version", "\"<modem>,<app>\" that such a package carries", {.max = 32}, "[assumed]"),
    key<&Profile::package_public_key>("package.public_key", "Ed25519 key of signed packages, 64 hex digits; empty: none", {.max = 64}, "[assumed]"),
    key<&Profile::image_bytes>("image_bytes", "size of the factory firmware", {.min = 16384, .max = 8 << 20}, "[R01 3.1.2]"),
    key<&Profile::validation_per_mb>("update.validation_per_mb", "validating 1 MB of package", {}, "[firmware-update 9, assumed]"),
    key<&Profile::validation_min>("update.validation_min", "shortest validation", {}, "[firmware-update 9, assumed]"),
    key<&Profile::delta_install_450_kb>("update.delta_install_450_kb", "installing 450 kB of delta: 25 min on 00B, 15 min on 01B", {}, "[R01 5.1.2][R03 2]"),
    key<&Profile::delta_install_max>("update.delta_install_max", "longest installation of a delta", {}, "[firmware-update 9, assumed]"),
    key<&Profile::full_install_per_mb>("update.full_install_per_mb", "installing 1 MB of a full package", {}, "[firmware-update 9, assumed]"),
    key<&Profile::xmodem_128_block>("xmodem.block_128", "the module's own time for a block of 128 bytes", {}, "[firmware-update 9]"),
    key<&Profile::xmodem_1k_block>("xmodem.block_1k", "the module's own time for a block of 1024 bytes", {}, "[firmware-update 9]"),
    key<&Profile::time_factor>("time_factor", "scales validation and installation", {.min = 0, .max = 100}, "[module-behaviour 13]"),
});
// clang-format on

}  // namespace

template <>
const sara::sim::Shape& sara::sim::shape_of<Profile>() {
    static constexpr Shape kShape = make_shape<Profile>(
        "profile", "What the references leave open: each value has its default here.", kKnobs);
    return kShape;
}
