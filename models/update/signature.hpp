#pragma once

#include "models/result.hpp"
#include "models/storage/bytes.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sara::update {

using PublicKey = std::array<std::uint8_t, 32>;  ///< Ed25519, raw
using Signature = std::array<std::uint8_t, 64>;  ///< Ed25519

/// An Ed25519 key that signs packages.
class SigningKey {
 public:
    using Seed = std::array<std::uint8_t, 32>;

    /// The key whose public half every twin trusts unless told otherwise.  It is no secret: anybody
    /// may make packages for a twin, and nothing else may trust it.
    static const SigningKey& factory();

    /// The key that grows from 32 random bytes.
    static SigningKey from_seed(const Seed& seed) { return SigningKey(seed); }

    /// From a private key in PEM; the error says what is wrong with it.
    static Result<SigningKey, std::string> from_pem(std::string_view pem);

    /// PKCS #8, not encrypted.
    std::string to_pem() const;

    PublicKey public_key() const;
    Signature sign(storage::Bytes message) const;

 private:
    explicit SigningKey(const Seed& seed) : seed_(seed) {}

    Seed seed_;
};

/// False also if `key` is no point of the curve.
bool verify(const PublicKey& key, storage::Bytes message, const Signature& signature);

/// From 64 hex digits, as the profile holds the module's key; nothing if it is anything else.
std::optional<PublicKey> public_key_from_hex(std::string_view digits);

/// From PEM, of either half.  The error says what is wrong with it.
Result<PublicKey, std::string> public_key_from_pem(std::string_view pem);

std::string to_pem(const PublicKey& key);

}  // namespace sara::update
