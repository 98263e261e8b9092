#pragma once

#include "models/result.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/certificates.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sara::storage {

/// Why bytes are no item of the store.  [security 1]
enum class ImportError : std::uint8_t {
    Format,        ///< CME 1913: neither PEM nor DER of what the type says
    PrivateKey,    ///< CME 1918: a key that cannot be read, or its password is wrong
    PemConversion  ///< CME 1920: PEM that breaks off or holds no base64
};

/// Makes an item of what a host gives: PEM or DER.  It is kept as DER, and its MD5 is over that;
/// an encrypted key (PKCS#8, or PKCS#1 and EC with a Proc-Type header) is kept decrypted.  Only the
/// first item of a PEM text counts.  [security 1]
Result<Certificate, ImportError> import_certificate(CertificateType type, std::string_view name,
                                                    Bytes source, const std::string& password);

}  // namespace sara::storage
