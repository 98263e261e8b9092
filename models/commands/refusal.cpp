#include "models/commands/refusal.hpp"

#include "sim/expect.hpp"

namespace sara::commands {

at::Reply reply_of(Refusal refusal) {
    SARA_EXPECT(refusal != Refusal::UfotaUrc, "a host does not start uFOTA with a command");
    switch (refusal) {
        case Refusal::MemoryInUse:
            return at::Reply::error(at::CmeError::FotaMemoryInUse);
        case Refusal::PlainError:
            return at::Reply::error();
        case Refusal::NotAllowed:
        case Refusal::UfotaUrc:
            break;
    }
    return at::Reply::error(at::CmeError::OperationNotAllowed);
}

}  // namespace sara::commands
