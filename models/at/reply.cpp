#include "models/at/reply.hpp"

#include "models/at/pending.hpp"

namespace sara::at {

Reply Reply::text(std::string information) {
    Reply reply(ResultCode::Ok);
    reply.information_ = std::move(information);
    reply.has_information_ = true;
    return reply;
}

Reply Reply::raw(std::string information, bool empty_line_before_ok) {
    Reply reply = text(std::move(information));
    reply.is_raw_ = true;
    reply.empty_line_before_ok_ = empty_line_before_ok;
    return reply;
}

Reply Reply::error(CmeError error, std::string_view wording) {
    Reply reply(error);
    reply.wording_ = wording;
    return reply;
}

Reply Reply::prompt(const Prompt& prompt) {
    Reply reply(Kind::Prompt);
    reply.prompt_ = prompt;
    return reply;
}

Reply Reply::connect(DataLink& link) {
    Reply reply(Kind::Connect);
    reply.link_ = &link;
    return reply;
}

Reply Reply::line(std::string_view text) && {
    if (has_information_) information_ += kLineBreak;
    information_ += text;
    has_information_ = true;
    return std::move(*this);
}

Reply Reply::taking(sim::Duration duration) && {
    duration_ += duration;
    return std::move(*this);
}

Reply Reply::then(std::function<void()> action) && {
    action_ = std::move(action);
    return std::move(*this);
}

bool Reply::is_success() const {
    return kind_ != Kind::Final || outcome_ == Outcome(ResultCode::Ok);
}

void PendingCommand::finish(Reply reply) const {
    if (is_open()) completer_->complete(serial_, std::move(reply));
}

}  // namespace sara::at
