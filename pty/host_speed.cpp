#include "pty/host_speed.hpp"

// <termios.h> knows only the classic rates; the kernel's own header also has arbitrary ones.  The
// two cannot be included together.
#include <asm/termbits.h>
#include <sys/ioctl.h>

namespace sara::pty {

namespace {

// A rate the module does not have but that is an ordinary constant to any host program; high, so
// that programs which derive time-outs from the speed get short ones.
constexpr tcflag_t kNoSpeed = B2500000;
constexpr speed_t kNoSpeedBaud = 2'500'000;

}  // namespace

bool make_raw_without_speed(int fd) {
    termios2 settings{};
    if (::ioctl(fd, TCGETS2, &settings) != 0) return false;
    settings.c_iflag = IGNBRK;
    settings.c_oflag = 0;
    settings.c_lflag = 0;
    settings.c_cflag = CS8 | CREAD | CLOCAL | HUPCL | kNoSpeed;
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    return ::ioctl(fd, TCSETS2, &settings) == 0;
}

HostSettings read_host_settings(int fd) {
    termios2 settings{};
    if (::ioctl(fd, TCGETS2, &settings) != 0) return {};
    return {.baud = settings.c_ospeed == kNoSpeedBaud ? 0 : settings.c_ospeed,
            .hung_up = (settings.c_cflag & CBAUD) == B0,
            .rts_cts_flow = (settings.c_cflag & CRTSCTS) != 0};
}

}  // namespace sara::pty
