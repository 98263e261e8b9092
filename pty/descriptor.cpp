#include "pty/descriptor.hpp"

#include <unistd.h>

namespace sara::pty {

Descriptor::~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
}

}  // namespace sara::pty
