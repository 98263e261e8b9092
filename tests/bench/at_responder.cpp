// The least that answers AT on a pseudo-terminal: what the twin's round trip is measured against.
// usage: at_responder      prints the terminal's name and answers until it is killed
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): posix_openpt is not in <cstdlib>
#include <termios.h>
#include <unistd.h>

#include <cstdio>

int main() {
    const int master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) return 1;
    const int slave = open(ptsname(master), O_RDWR | O_NOCTTY);  // keeps the terminal alive
    termios raw{};
    tcgetattr(slave, &raw);
    cfmakeraw(&raw);
    tcsetattr(slave, TCSANOW, &raw);
    puts(ptsname(master));
    fflush(stdout);
    char bytes[4096];
    for (pollfd wait{master, POLLIN, 0}; poll(&wait, 1, -1) >= 0;) {
        const ssize_t size = read(master, bytes, sizeof bytes);
        for (ssize_t at = 0; at < size; ++at) {
            if (bytes[at] == '\r' && write(master, "\r\nOK\r\n", 6) != 6) return 1;
        }
    }
}
