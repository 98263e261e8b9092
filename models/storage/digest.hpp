#pragma once

#include "models/storage/bytes.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <string>

struct evp_md_ctx_st;

namespace sara::storage {

using Sha256 = std::array<std::uint8_t, 32>;

/// SHA-256 of bytes that come piece by piece.
class Sha256Stream {
 public:
    Sha256Stream();
    void add(Bytes bytes);

    /// Ends the stream.
    Sha256 finish();

 private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

Sha256 sha256(Bytes bytes);

/// As the manual prints it: 32 lower-case hex digits.  [security 1]
std::string md5_text(Bytes bytes);

/// Lower-case hex digits.
std::string to_hex(Bytes bytes);

}  // namespace sara::storage
