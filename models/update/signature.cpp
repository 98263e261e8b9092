#include "models/update/signature.hpp"

#include "sim/expect.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <charconv>
#include <cstddef>
#include <memory>

namespace sara::update {

namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(BIO* bio) const { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free>;
using MemoryBio = std::unique_ptr<BIO, Free>;

Key private_key(const SigningKey::Seed& seed) {
    Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
    SARA_EXPECT(key, "any 32 bytes are an Ed25519 seed");
    return key;
}

Key public_half(const PublicKey& key) {
    return Key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
}

MemoryBio reader(std::string_view text) {
    return MemoryBio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string text_of(const MemoryBio& bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

/// An encrypted key is refused instead of asking for its password on the terminal.
int no_password(char*, int, int, void*) {
    return -1;
}

Key read_private(std::string_view pem) {
    return Key(PEM_read_bio_PrivateKey(reader(pem).get(), nullptr, no_password, nullptr));
}

std::string wrong_type(const Key& key) {
    const char* const name = EVP_PKEY_get0_type_name(key.get());
    return std::string("expected an Ed25519 key, found ") + (name == nullptr ? "another" : name);
}

PublicKey raw_public(const Key& key) {
    PublicKey raw{};
    std::size_t size = raw.size();
    const int done = EVP_PKEY_get_raw_public_key(key.get(), raw.data(), &size);
    SARA_EXPECT(done == 1 && size == raw.size(), "an Ed25519 public key has 32 bytes");
    return raw;
}

bool is_ed25519(const Key& key) {
    return EVP_PKEY_is_a(key.get(), "ED25519") == 1;
}

}  // namespace

const SigningKey& SigningKey::factory() {
    constexpr std::string_view kText = "r5sim-test-key-not-for-products!";
    static const SigningKey key = [&kText] {
        Seed seed{};
        static_assert(kText.size() == seed.size());
        std::copy(kText.begin(), kText.end(), seed.begin());
        return SigningKey(seed);
    }();
    return key;
}

Result<SigningKey, std::string> SigningKey::from_pem(std::string_view pem) {
    const Key key = read_private(pem);
    if (!key) return std::string("expected a private key in PEM, not encrypted");
    if (!is_ed25519(key)) return wrong_type(key);
    Seed seed{};
    std::size_t size = seed.size();
    const int done = EVP_PKEY_get_raw_private_key(key.get(), seed.data(), &size);
    SARA_EXPECT(done == 1 && size == seed.size(), "an Ed25519 seed has 32 bytes");
    return SigningKey(seed);
}

std::string SigningKey::to_pem() const {
    const MemoryBio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), private_key(seed_).get(), nullptr, nullptr, 0, nullptr,
                                  nullptr);
    return text_of(bio);
}

PublicKey SigningKey::public_key() const {
    return raw_public(private_key(seed_));
}

Signature SigningKey::sign(storage::Bytes message) const {
    const Key key = private_key(seed_);
    const DigestContext context(EVP_MD_CTX_new());
    Signature signature{};
    std::size_t size = signature.size();
    const bool done =
        EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
        EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) == 1;
    SARA_EXPECT(done && size == signature.size(), "Ed25519 signs anything");
    return signature;
}

bool verify(const PublicKey& key, storage::Bytes message, const Signature& signature) {
    const Key half = public_half(key);
    const DigestContext context(EVP_MD_CTX_new());
    return half &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, half.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                            message.size()) == 1;
}

std::optional<PublicKey> public_key_from_hex(std::string_view digits) {
    PublicKey key{};
    if (digits.size() != 2 * key.size()) return std::nullopt;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const char* const first = digits.data() + 2 * i;
        const auto [end, error] = std::from_chars(first, first + 2, key[i], 16);
        if (error != std::errc() || end != first + 2) return std::nullopt;
    }
    return key;
}

Result<PublicKey, std::string> public_key_from_pem(std::string_view pem) {
    Key key(PEM_read_bio_PUBKEY(reader(pem).get(), nullptr, no_password, nullptr));
    if (!key) key = read_private(pem);
    if (!key) return std::string("expected a public or private key in PEM, not encrypted");
    if (!is_ed25519(key)) return wrong_type(key);
    return raw_public(key);
}

std::string to_pem(const PublicKey& key) {
    const MemoryBio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PUBKEY(bio.get(), public_half(key).get());
    return text_of(bio);
}

}  // namespace sara::update
