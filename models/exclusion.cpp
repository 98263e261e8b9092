#include "models/exclusion.hpp"

#include "sim/expect.hpp"

#include <array>
#include <utility>

namespace sara {

namespace {

constexpr auto O = Verdict::Allowed;
constexpr auto X = Verdict::Forbidden;
constexpr auto G = Verdict::OneAtATime;
constexpr auto N = Verdict::NoInterface;

// clang-format off
constexpr std::array<std::array<Verdict, kAttempts>, kDownloads> kMatrix = {{  // [firmware-update 10]
    // attempted: FTP  HTTP  +UDWNFILE  +USODL  FTP 6  FTP 7  uFOTA  +UFWUPD  +UFWINSTALL
    /* uFOTA     */ {X,   G,    X,         X,      X,     X,     G,     G,       G},
    /* FTP       */ {G,   G,    G,         X,      O,     O,     X,     G,       G},
    /* HTTP      */ {G,   G,    G,         X,      O,     O,     X,     G,       G},
    /* +UFWUPD   */ {X,   G,    G,         X,      N,     N,     X,     N,       N},
    /* +UDWNFILE */ {X,   G,    G,         X,      O,     O,     X,     G,       G},
}};

constexpr std::array<Refusal, kAttempts> kRefusals = {
    Refusal::MemoryInUse,  // +UFTPC=100
    Refusal::MemoryInUse,  // +UHTTPC=...,100
    Refusal::MemoryInUse,  // +UDWNFILE
    Refusal::PlainError,   // +USODL
    Refusal::NotAllowed,   // +UFTPC=6
    Refusal::NotAllowed,   // +UFTPC=7
    Refusal::UfotaUrc,     // uFOTA
    Refusal::NotAllowed,   // +UFWUPD
    Refusal::NotAllowed,   // +UFWINSTALL
};
// clang-format on

}  // namespace

char code_of(Verdict verdict) {
    return "0XGN"[static_cast<std::size_t>(verdict)];
}

Verdict verdict_on(Download active, Attempt attempt) {
    return kMatrix[static_cast<std::size_t>(active)][static_cast<std::size_t>(attempt)];
}

Refusal refusal_of(Attempt attempt) {
    return kRefusals[static_cast<std::size_t>(attempt)];
}

std::optional<Refusal> Exclusion::refuses(Attempt attempt) const {
    if (!active_ || verdict_on(*active_, attempt) == Verdict::Allowed) return std::nullopt;
    return refusal_of(attempt);
}

Exclusion::Token Exclusion::begin(Download download) {
    SARA_EXPECT(!active_, "one download at a time");
    active_ = download;
    return Token(*this);
}

Exclusion::Token::Token(Token&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}

Exclusion::Token& Exclusion::Token::operator=(Token&& other) noexcept {
    if (this != &other) {
        release();
        owner_ = std::exchange(other.owner_, nullptr);
    }
    return *this;
}

void Exclusion::Token::release() {
    if (owner_ != nullptr) owner_->active_.reset();
    owner_ = nullptr;
}

}  // namespace sara
