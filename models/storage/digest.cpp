#include "models/storage/digest.hpp"

#include "sim/expect.hpp"

#include <openssl/evp.h>

#include <string_view>

namespace sara::storage {

namespace {

/// Looked up once: OpenSSL's own look-up costs as much as the digest of a sector.
const EVP_MD* sha256_algorithm() {
    struct Free {
        void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
    };
    static const std::unique_ptr<EVP_MD, Free> algorithm(EVP_MD_fetch(nullptr, "SHA256", nullptr));
    return algorithm.get();
}

}  // namespace

void Sha256Stream::Free::operator()(evp_md_ctx_st* context) const {
    EVP_MD_CTX_free(context);
}

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
    const int done = EVP_DigestInit_ex2(context_.get(), sha256_algorithm(), nullptr);
    SARA_EXPECT(done == 1, "SHA-256 is part of every OpenSSL");
}

void Sha256Stream::add(Bytes bytes) {
    const int done = EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
    SARA_EXPECT(done == 1, "a digest takes any bytes");
}

Sha256 Sha256Stream::finish() {
    Sha256 digest{};
    unsigned int size = 0;
    const int done = EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
    SARA_EXPECT(done == 1 && size == digest.size(), "a stream is finished once");
    return digest;
}

Sha256 sha256(Bytes bytes) {
    Sha256Stream stream;
    stream.add(bytes);
    return stream.finish();
}

std::string md5_text(Bytes bytes) {
    std::array<std::uint8_t, 16> digest{};
    const int done =
        EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_md5(), nullptr);
    SARA_EXPECT(done == 1, "MD5 is part of OpenSSL's default provider");
    return to_hex(digest);
}

std::string to_hex(Bytes bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0x0FU];
    }
    return text;
}

}  // namespace sara::storage
