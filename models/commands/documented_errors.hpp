#pragma once

#include "models/at/catalogue.hpp"
#include "models/at/errors.hpp"

#include <string>
#include <vector>

namespace sara::commands {

/// A final result code that says no.
struct DocumentedError {
    at::ErrorClass family = at::ErrorClass::Plain;
    int number = 0;  ///< of no meaning for Plain

    bool operator==(const DocumentedError&) const = default;
};

/// "+CME ERROR: 50", "+CMS ERROR: 305", "ERROR"
std::string text_of(const DocumentedError& error);

/// What a form of a command may answer instead of its OK.
std::vector<DocumentedError> documented_errors(const at::Row& row, at::Form form);

/// Every one that some line can be answered with, by class and number.
std::vector<DocumentedError> all_documented_errors();

}  // namespace sara::commands
