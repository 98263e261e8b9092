#include "models/storage/certificate_import.hpp"

#include "models/storage/digest.hpp"

#include <fmt/format.h>
#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace sara::storage {

namespace {

struct Free {
    void operator()(ASN1_GENERALIZEDTIME* time) const { ASN1_GENERALIZEDTIME_free(time); }
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(X509_SIG* sealed) const { X509_SIG_free(sealed); }
    void operator()(PKCS8_PRIV_KEY_INFO* key) const { PKCS8_PRIV_KEY_INFO_free(key); }
    void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

/// What the types of the store are made of.
enum class Content { Certificate, PrivateKey, PublicKey };

Content content_of(CertificateType type) {
    if (type == CertificateType::PrivateKey) return Content::PrivateKey;
    if (type == CertificateType::SignatureKey) return Content::PublicKey;
    return Content::Certificate;
}

/// The name by which OpenSSL looks for a content's PEM block.
const char* pem_name(Content content) {
    switch (content) {
        case Content::Certificate:
            return PEM_STRING_X509;
        case Content::PrivateKey:
            return PEM_STRING_EVP_PKEY;  // any: PKCS#1, PKCS#8, EC
        case Content::PublicKey:
            break;
    }
    return PEM_STRING_PUBLIC;
}

/// Hands the password over; an empty one makes reading of an encrypted key fail.
int give_password(char* into, int size, int /*writing*/, void* password) {
    const auto& text = *static_cast<const std::string*>(password);
    if (text.empty() || text.size() > static_cast<std::size_t>(size)) return -1;
    std::ranges::copy(text, into);
    return static_cast<int>(text.size());
}

ImportError format_error(Content content) {
    return content == Content::PrivateKey ? ImportError::PrivateKey : ImportError::Format;
}

bool is_pem(Bytes source) {
    return sim::as_text(source).find("-----BEGIN ") != std::string_view::npos;
}

/// The block's bytes; a traditional key's are decrypted.
Result<Buffer, ImportError> from_pem(Content content, Bytes source, std::string password) {
    const Owned<BIO> bio(BIO_new_mem_buf(source.data(), static_cast<int>(source.size())));
    unsigned char* data = nullptr;
    long size = 0;
    ERR_clear_error();
    if (PEM_bytes_read_bio(&data, &size, nullptr, pem_name(content), bio.get(), &give_password,
                           &password) == 1) {
        const Owned<unsigned char> owned(data);
        return Buffer(data, data + size);
    }
    const int reason = ERR_GET_REASON(ERR_peek_last_error());
    ERR_clear_error();
    if (reason == PEM_R_NO_START_LINE) return format_error(content);  // a block of another kind
    const bool is_conversion = reason == PEM_R_BAD_BASE64_DECODE || reason == PEM_R_BAD_END_LINE ||
                               reason == PEM_R_SHORT_HEADER;
    return is_conversion ? ImportError::PemConversion : ImportError::PrivateKey;
}

/// The key inside a PKCS#8 envelope with a password; nothing if it is no such envelope.
std::optional<Result<Buffer, ImportError>> unsealed(Bytes der, const std::string& password) {
    const unsigned char* at = der.data();
    const Owned<X509_SIG> sealed(d2i_X509_SIG(nullptr, &at, static_cast<long>(der.size())));
    if (!sealed) return std::nullopt;
    const Owned<PKCS8_PRIV_KEY_INFO> key(
        PKCS8_decrypt(sealed.get(), password.data(), static_cast<int>(password.size())));
    if (!key) return ImportError::PrivateKey;
    unsigned char* data = nullptr;
    const int size = i2d_PKCS8_PRIV_KEY_INFO(key.get(), &data);
    const Owned<unsigned char> owned(data);
    return Buffer(data, data + size);
}

bool is_key(Content content, Bytes der) {
    const unsigned char* at = der.data();
    const auto size = static_cast<long>(der.size());
    const Owned<EVP_PKEY> key(content == Content::PrivateKey
                                  ? d2i_AutoPrivateKey(nullptr, &at, size)
                                  : d2i_PUBKEY(nullptr, &at, size));
    return key && at == der.data() + der.size();
}

Result<Buffer, ImportError> checked_key(Content content, Buffer der, const std::string& password) {
    if (content == Content::PrivateKey) {
        if (auto opened = unsealed(der, password)) {
            if (opened->has_error()) return opened->error();
            der = std::move(**opened);
        }
    }
    if (!is_key(content, der)) return format_error(content);
    return der;
}

/// The last common name of the subject in UTF-8, without bytes that would break the list's line.
std::string common_name(const X509& certificate) {
    const X509_NAME* const subject = X509_get_subject_name(&certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (at < 0) return {};
    unsigned char* text = nullptr;
    const int size =
        ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    if (size < 0) return {};
    const Owned<unsigned char> owned(text);
    std::string name(text, text + size);
    std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '"'; });
    return name;
}

/// "YYYY/MM/DD HH:MM:SS", UTC.
std::string expiry(const X509& certificate) {
    const Owned<ASN1_GENERALIZEDTIME> time(
        ASN1_TIME_to_generalizedtime(X509_get0_notAfter(&certificate), nullptr));
    constexpr std::size_t kDigits = 14;
    if (!time || static_cast<std::size_t>(ASN1_STRING_length(time.get())) < kDigits) return {};
    std::string text(sim::as_text({ASN1_STRING_get0_data(time.get()), kDigits}));
    text.insert(12, ":").insert(10, ":").insert(8, " ").insert(6, "/").insert(4, "/");
    return text;
}

bool read_certificate(Certificate& item) {
    const unsigned char* at = item.der.data();
    const Owned<X509> certificate(d2i_X509(nullptr, &at, static_cast<long>(item.der.size())));
    if (!certificate || at != item.der.data() + item.der.size()) return false;
    const bool is_listed_with_subject =
        item.type == CertificateType::RootCa || item.type == CertificateType::ClientCertificate;
    if (!is_listed_with_subject) return true;
    item.common_name = common_name(*certificate);
    item.expires = expiry(*certificate);
    return true;
}

}  // namespace

Result<Certificate, ImportError> import_certificate(CertificateType type, std::string_view name,
                                                    Bytes source, const std::string& password) {
    const Content content = content_of(type);
    Certificate item;
    item.type = type;
    item.name = name;
    item.der.assign(source.begin(), source.end());
    if (is_pem(source)) {
        auto der = from_pem(content, source, password);
        if (!der) return der.error();
        item.der = std::move(*der);
    }
    if (content != Content::Certificate) {
        auto key = checked_key(content, std::move(item.der), password);
        ERR_clear_error();
        if (!key) return key.error();
        item.der = std::move(*key);
    } else if (!read_certificate(item)) {
        ERR_clear_error();
        return ImportError::Format;
    }
    item.md5 = md5_text(item.der);
    return item;
}

}  // namespace sara::storage
