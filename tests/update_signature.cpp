#include "models/update/signature.hpp"

#include "models/products/profile.hpp"
#include "models/storage/bytes.hpp"
#include "models/storage/digest.hpp"
#include "tests/support/catch.hpp"

using namespace sara;
using namespace sara::update;
using storage::Buffer;

TEST_CASE("The profile's key is the factory key", "[update][signature]") {
    const auto key = public_key_from_hex(products::Profile().package_public_key);
    REQUIRE(key.has_value());
    CHECK(*key == SigningKey::factory().public_key());
}

TEST_CASE("Keys go through PEM unchanged", "[update][signature]") {
    const SigningKey& key = SigningKey::factory();
    const auto again = SigningKey::from_pem(key.to_pem());
    REQUIRE(again.has_value());
    CHECK(again->public_key() == key.public_key());
    CHECK(*public_key_from_pem(to_pem(key.public_key())) == key.public_key());
    CHECK(*public_key_from_pem(key.to_pem()) == key.public_key());
    CHECK(SigningKey::from_pem("nonsense").has_error());
    CHECK(SigningKey::from_pem(to_pem(key.public_key())).has_error());
    CHECK(public_key_from_pem("").has_error());
}

TEST_CASE("Ed25519 as RFC 8032 has it", "[update][signature]") {  // [RFC 8032 7.1, test 2]
    const auto seed =
        public_key_from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    const SigningKey key = SigningKey::from_seed(*seed);
    CHECK(storage::to_hex(key.public_key()) ==
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const Buffer message = {0x72};
    const Signature signature = key.sign(message);
    CHECK(storage::to_hex(signature) ==
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
          "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(verify(key.public_key(), message, signature));
    CHECK_FALSE(verify(key.public_key(), Buffer{0x73}, signature));
    CHECK_FALSE(verify(SigningKey::factory().public_key(), message, signature));
}
