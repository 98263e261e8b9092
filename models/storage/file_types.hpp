#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sara::storage {

/// Where files lie.  Each tag has its own names.  [file-system 1.1]
enum class Tag : std::uint8_t {
    User,     ///< "USER", also when no tag is given
    Foat,     ///< "FOAT": the one package, see kPackageName
    Xlwm2m,   ///< "XLWM2M": object scripts
    Profile,  ///< "PROFILE": MNO profile files
    Gnss      ///< "GNSS"
};
inline constexpr auto kTags =
    std::to_array({Tag::User, Tag::Foat, Tag::Xlwm2m, Tag::Profile, Tag::Gnss});

/// Text of a tag as AT commands have it.
std::string_view name_of(Tag tag);

/// The tag of that text; exact match, upper case.  [file-system 1.1]
std::optional<Tag> find_tag(std::string_view name);

/// False for FOAT, which a host may write, list and delete but not read.  [file-system 1.2]
constexpr bool host_may_read(Tag tag) {
    return tag != Tag::Foat;
}

/// The only name in FOAT, whatever name the host gives.  [R01 4.3.1]
inline constexpr std::string_view kPackageName = "updatePackage.bin";

/// The list of operators, in PROFILE beside the configurations of MNO profiles.  [assumed: R01
/// Table 14 names both, no source says where they lie]
inline constexpr std::string_view kMnoListName = "mno_list";

inline constexpr std::size_t kMaxFileName = 248;  ///< [file-system 1]

/// 1-248 characters, none of  / * : % \ | " < > ? [file-system 1]
bool is_legal_name(std::string_view name);

/// Why a file operation failed.
enum class FileError : std::uint8_t {
    NotFound,      ///< CME 1612
    NoSpace,       ///< CME 1637
    TooManyFiles,  ///< CME 1636
    IllegalName,   ///< CME 1638
    Range,         ///< CME 1630: offset at or beyond the end of the file
    AlreadyOpen,   ///< CME 1622: somebody writes this file
    WriteError     ///< CME 1632: the flash fails
};
std::string_view name_of(FileError error);

}  // namespace sara::storage
