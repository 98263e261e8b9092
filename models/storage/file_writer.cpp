#include "models/storage/file_writer.hpp"

#include "models/storage/file_system.hpp"

#include <utility>

namespace sara::storage {

FileWriter::FileWriter(FileWriter&& other) noexcept
    : files_(other.files_), ticket_(std::exchange(other.ticket_, 0)) {}

FileWriter& FileWriter::operator=(FileWriter&& other) noexcept {
    if (this == &other) return *this;
    files_->abandon(ticket_);
    files_ = other.files_;
    ticket_ = std::exchange(other.ticket_, 0);
    return *this;
}

FileWriter::~FileWriter() {
    files_->abandon(ticket_);
}

Result<void, FileError> FileWriter::append(Bytes bytes) {
    return files_->append(ticket_, bytes);
}

std::size_t FileWriter::written() const {
    return files_->written(ticket_);
}

Result<void, FileError> FileWriter::commit() {
    return files_->commit(std::exchange(ticket_, 0));
}

void FileWriter::discard() {
    files_->abandon(std::exchange(ticket_, 0));
}

}  // namespace sara::storage
