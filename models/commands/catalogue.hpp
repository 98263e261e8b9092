#pragma once

#include "models/at/catalogue.hpp"

namespace sara::commands {

/// Every command of the module: what ports look commands up in and what the printed reference
/// lists.
const at::Catalogue& catalogue();

}  // namespace sara::commands
