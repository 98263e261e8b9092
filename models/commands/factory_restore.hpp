#pragma once

#include "models/storage/storage.hpp"

namespace sara::commands {

/// Does at boot what +UFACTORY asked for, and takes its mark away.  [module-behaviour 6.2; AD 11]
void restore_factory_if_asked(storage::Storage& storage);

}  // namespace sara::commands
