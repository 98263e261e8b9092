#include "pty/attention.hpp"

namespace sara::pty {

void Attention::on_said(WallTime wall, sim::Time time) {
    if (!unread_since_) unread_since_ = wall;
    said_at_ = time;
}

bool Attention::allows(WallTime wall, sim::Time next) {
    if (!unread_since_ || next <= said_at_ + kUnnoticed) return true;
    if (count_unread_() == 0) {
        unread_since_.reset();
        return true;
    }
    return wall >= *unread_since_ + kGivenUp;
}

}  // namespace sara::pty
