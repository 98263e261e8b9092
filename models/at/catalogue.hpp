#pragma once

#include "models/at/command.hpp"
#include "models/at/reply.hpp"
#include "models/at/request.hpp"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace sara::at {

/// A row of any family's table, its handlers behind pointers that know the family.
struct Row {
    std::string_view name;
    Forms forms;
    std::span<const Parameter> parameters;
    Attributes attributes;
    std::size_t family = 0;   ///< position in the Catalogue's list of families
    std::size_t kept_as = 0;  ///< position of its value among those that Settings keeps

    const void* command = nullptr;
    bool (*has_handler)(const void* command, Form form) = nullptr;
    Reply (*handle)(Family& family, const void* command, const Request& request) = nullptr;
    void (*abort)(Family& family, const void* command) = nullptr;

    bool is_basic() const { return name.front() != '+'; }
    bool is_sparam() const { return name.front() == 'S'; }
    bool is_setting() const { return attributes.persists != Persists::No; }
    /// It has a value, which is not only in NVM.
    bool is_kept() const { return is_setting() && attributes.persists != Persists::Nvm; }

    /// The code for arguments that are too many, too few or out of range.  [at-syntax 1]
    CmeError bad_parameter() const;
};

/// Every command of a list of families, by name: made once, shared by all modules.
class Catalogue {
 public:
    /// Each family has a static `commands()` giving a span of Command<Family>.
    template <class... Families>
    static Catalogue of() {
        Catalogue catalogue;
        std::size_t family = 0;
        (catalogue.add<Families>(family++), ...);
        catalogue.sort();
        return catalogue;
    }

    /// By the name in capitals, e.g. "+CGMM", "&K", "S3"; nullptr if there is no such command.
    const Row* find(std::string_view name) const;

    /// Sorted by name.
    std::span<const Row> rows() const { return rows_; }

    /// How many of them are kept.
    std::size_t kept_count() const { return kept_count_; }

 private:
    template <class F>
    void add(std::size_t family) {
        for (const Command<F>& command : F::commands()) {
            rows_.push_back(Row{
                .name = command.name,
                .forms = command.forms,
                .parameters = command.parameters,
                .attributes = command.attributes,
                .family = family,
                .command = &command,
                .has_handler = &has_handler<F>,
                .handle = &handle<F>,
                .abort = &abort<F>,
            });
        }
    }
    template <class F>
    static const Command<F>& as(const void* command) {
        return *static_cast<const Command<F>*>(command);
    }
    template <class F>
    static bool has_handler(const void* command, Form form) {
        return as<F>(command).handlers.of(form) != nullptr;
    }
    template <class F>
    static Reply handle(Family& family, const void* command, const Request& request) {
        return (static_cast<F&>(family).*as<F>(command).handlers.of(request.form()))(request);
    }
    template <class F>
    static void abort(Family& family, const void* command) {
        const auto handler = as<F>(command).handlers.abort;
        if (handler != nullptr) (static_cast<F&>(family).*handler)();
    }
    void sort();

    std::vector<Row> rows_;
    std::size_t kept_count_ = 0;
};

}  // namespace sara::at
