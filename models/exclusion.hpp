#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sara {

/// What brings firmware into the module: one at a time.  Rows of the note's matrix, which calls
/// +UHTTPC=...,100 not by name: it is as FTP.  [R01 B][firmware-update 10]
enum class Download : std::uint8_t {
    Ufota,    ///< LwM2M, from the start of the download
    Ftp,      ///< +UFTPC=100
    Http,     ///< +UHTTPC=<profile>,100
    Ufwupd,   ///< +UFWUPD: firmware update mode
    Udwnfile  ///< +UDWNFILE with tag FOAT
};
inline constexpr std::size_t kDownloads = 5;

/// What a host or a server asks for.  Columns of the matrix.
enum class Attempt : std::uint8_t {
    FtpDownload,       ///< +UFTPC=100
    HttpDownload,      ///< +UHTTPC=<profile>,100
    Udwnfile,          ///< +UDWNFILE with tag FOAT
    SocketDirectLink,  ///< +USODL
    FtpDirectGet,      ///< +UFTPC=6
    FtpDirectPut,      ///< +UFTPC=7
    Ufota,             ///< start of an LwM2M download
    Ufwupd,            ///< +UFWUPD
    Ufwinstall         ///< +UFWINSTALL
};
inline constexpr std::size_t kAttempts = 9;

/// A cell of the matrix.
enum class Verdict : std::uint8_t {
    Allowed,     ///< 0
    Forbidden,   ///< X: by the note's table
    OneAtATime,  ///< G: by the general rule of one download at a time
    NoInterface  ///< N: there is no interface to ask at
};

/// The letter of a cell in the reference's CSV.
char code_of(Verdict verdict);

Verdict verdict_on(Download active, Attempt attempt);

/// How a forbidden attempt is answered.  [firmware-update 10, assumed]
enum class Refusal : std::uint8_t {
    MemoryInUse,  ///< CME 5002: commands that write the package
    NotAllowed,   ///< CME 3: other commands
    PlainError,   ///< ERROR, as every socket command
    UfotaUrc      ///< no command: +UFOTASTAT: 2,3,101 and result 2
};

Refusal refusal_of(Attempt attempt);

/// Sees to it that firmware comes in one way at a time.  Whoever downloads keeps a token while it
/// does; whoever wants to begin something asks first.  [R01 B]
class Exclusion {
 public:
    /// The right to download; gives it back when destroyed.
    class Token {
     public:
        Token() = default;
        Token(Token&& other) noexcept;
        Token& operator=(Token&& other) noexcept;
        ~Token() { release(); }

        void release();
        bool is_held() const { return owner_ != nullptr; }

     private:
        friend class Exclusion;
        explicit Token(Exclusion& owner) : owner_(&owner) {}
        Exclusion* owner_ = nullptr;
    };

    Exclusion() = default;
    Exclusion(const Exclusion&) = delete;
    Exclusion& operator=(const Exclusion&) = delete;

    /// Why that may not begin now; nothing if it may.
    std::optional<Refusal> refuses(Attempt attempt) const;

    /// Marks a download as running until its token goes.  Ask `refuses` before: a second download
    /// is a mistake of ours.
    [[nodiscard]] Token begin(Download download);

    /// What runs now.  PSM waits until nothing does.  [R01 B]
    std::optional<Download> active() const { return active_; }

 private:
    std::optional<Download> active_;
};

}  // namespace sara
