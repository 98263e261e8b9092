#include "pty/attention.hpp"

namespace sara::pty {

void Attention::on_said(WallTime wall, sim::Time time) {
    if (!unread_since_) unread_since_ = wall;
    last_ = time;
}

void Attention::on_heard(WallTime wall, sim::Time time) {
    heard_at_ = wall;
    last_ = time;
}

bool Attention::allows(WallTime wall, sim::Time next) {
    if (next <= last_ + kUnnoticed) return true;
    if (heard_at_ && wall < *heard_at_ + kReaction) return false;
    heard_at_.reset();
    return has_read(wall);
}

bool Attention::has_read(WallTime wall) {
    if (!unread_since_) return true;
    if (count_unread_() == 0) {
        unread_since_.reset();
        return true;
    }
    return wall >= *unread_since_ + kGivenUp;
}

}  // namespace sara::pty
