#pragma once

#include "models/at/catalogue.hpp"
#include "models/storage/nvm.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::at {

/// What an AT port knows by heart: the settings of all commands, each as the parameters that its
/// read form prints, e.g. "3,1" for +ICF.  Volatile and profile settings belong to the port, NVM
/// settings to the module.  [at-syntax 0; module-behaviour 6]
class Settings {
 public:
    /// Takes the stored profile that AT&Y selected.  [module-behaviour 3: Booting]
    Settings(const Catalogue& catalogue, storage::Nvm& nvm);

    /// Parameters as printed; factory value if nothing was stored.
    std::string text(const Row& row) const;
    std::string text(std::string_view name) const { return text(row_of(name)); }

    /// One position of a setting as a number; 0 if it is empty.
    std::int64_t number(std::string_view name, std::size_t position = 0) const;

    /// Stores parameters as printed.  False: the NVM fails.
    bool set(const Row& row, std::string_view parameters);
    bool set(std::string_view name, std::string_view parameters) {
        return set(row_of(name), parameters);
    }

    /// The values of another port: a channel begins with those of its UART.  [at-syntax 9]
    void take_over(const Settings& other);

    void load_factory();              ///< AT&F
    void load_profile(int profile);   ///< ATZ; factory values if it never was stored
    bool store_profile(int profile);  ///< AT&W

    /// A profile's parameters of that command; factory value if the profile does not have it.
    std::string stored_text(int profile, const Row& row) const;

    /// Changes with every change of a setting.
    std::uint64_t revision() const { return revision_; }

    const Catalogue& catalogue() const { return catalogue_; }

 private:
    const Row& row_of(std::string_view name) const;

    const Catalogue& catalogue_;
    storage::Nvm& nvm_;
    std::vector<std::string> values_;  ///< by Row::kept_as
    std::uint64_t revision_ = 0;
};

/// The parameters of a fresh module.
std::string factory_text(const Row& row);

/// Arguments as a read form prints them: texts quoted, trailing omitted ones left out.
std::string to_text(std::span<const Argument> arguments);

}  // namespace sara::at
