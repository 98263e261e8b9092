#pragma once

#include "models/at/data_sink.hpp"
#include "models/commands/port_context.hpp"
#include "models/storage/certificates.hpp"

#include <span>
#include <string>

namespace sara::commands {

/// Certificates and keys: +USECMNG.  [security 1]
class CertificateCommands final : public at::Family, private at::DataSink {
 public:
    explicit CertificateCommands(PortContext& context)
        : device_(context.device), store_(context.device.parts.storage.certificates) {}
    static std::span<const at::Command<CertificateCommands>> commands();

 private:
    /// What is imported, and how the answer begins.
    struct Import {
        int operation = 0;
        storage::CertificateType type{};
        std::string name;
        std::string password;
        std::size_t size = 0;  ///< announced
    };

    static Import import_of(const at::Request& request, std::size_t size);

    at::Reply manage(const at::Request& request);
    at::Reply import_stream(const at::Request& request);
    at::Reply import_file(const at::Request& request);
    at::Reply remove(const at::Request& request);
    at::Reply list() const;
    at::Reply digest(const at::Request& request) const;
    at::Reply finish_import(sim::Bytes source);

    std::optional<at::Reply> on_data(sim::Bytes bytes) override;
    at::Reply on_end() override;
    at::Reply on_stall() override;

    Device& device_;
    storage::CertificateStore& store_;
    Import import_;
    storage::Buffer received_;
};

}  // namespace sara::commands
