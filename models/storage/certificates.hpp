#pragma once

#include "models/result.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/record_log.hpp"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sara::storage {

/// What +USECMNG's <type> counts.  [security 1]
enum class CertificateType : std::uint8_t {
    RootCa,                ///< 0 "CA"
    ClientCertificate,     ///< 1 "CC"
    PrivateKey,            ///< 2 "PK"
    ServerCertificate,     ///< 3 "SC", for pinning
    SignatureCertificate,  ///< 4 "VC"
    SignatureKey           ///< 5 "PU"
};
inline constexpr std::size_t kCertificateTypes = 6;

/// The two letters of the list, e.g. "CA".
std::string_view name_of(CertificateType type);

/// An item of the store.
struct Certificate {
    CertificateType type = CertificateType::RootCa;
    std::string name;         ///< 1-200 characters, one name space a type
    Buffer der;               ///< empty for factory items, whose anchors are the firmware's own
    std::string md5;          ///< of the DER, 32 lower-case hex digits
    std::string common_name;  ///< subject CN; CA and CC only
    std::string expires;      ///< "YYYY/MM/DD HH:MM:SS"; CA and CC only
    bool is_factory = false;
};

enum class CertificateError : std::uint8_t {
    NotFound,     ///< CME 1916
    Full,         ///< CME 1914: the 17th user item
    TooLarge,     ///< CME 1911: more than 8192 B
    IllegalName,  ///< CME 50
    WriteError    ///< CME 1915
};

/// What +USECMNG keeps: survives every update and +UFACTORY.  [security 1, 3]
class CertificateStore {
 public:
    static constexpr std::size_t kMaxUserItems = 16;  ///< [security 1, assumed for R5]
    static constexpr std::size_t kMaxBytes = 8192;    ///< of DER  [security 1]
    static constexpr std::size_t kMaxName = 200;      ///< [security 1]

    explicit CertificateStore(Partition partition) : log_(partition) {}
    void mount();

    /// Adds an item; one of the same type and name is replaced, in its place in the list.
    Result<void, CertificateError> add(const Certificate& item);
    Result<void, CertificateError> remove(CertificateType type, std::string_view name);
    Result<Certificate, CertificateError> get(CertificateType type, std::string_view name) const;

    /// Every item without its DER, in order of creation.
    std::vector<Certificate> list() const;

    nlohmann::json to_json() const;

 private:
    std::size_t user_items() const;

    RecordLog log_;
    std::uint32_t next_number_ = 1;
};

}  // namespace sara::storage
