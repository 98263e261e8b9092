#pragma once

namespace sara::internet {

/// What +UFTPER and +UHTTPER print.  [firmware-update 4.1, 4.2]
struct ClientError {
    int error_class = 0;
    int code = 0;

    friend bool operator==(const ClientError&, const ClientError&) = default;
};

}  // namespace sara::internet
