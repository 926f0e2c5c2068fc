#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "stackfit/support/system.h"
#include "support/descriptor.h"

namespace stackfit {
namespace {

Error unreadable(std::string message) { return {Error::Code::unreadable, std::move(message)}; }

Error too_large(std::size_t max_bytes) {
    return unreadable("it is larger than " + std::to_string(max_bytes) + " bytes");
}

Error from_errno(int number) {
    switch (number) {
        case ENOENT:
        case ENOTDIR: return unreadable("there is no such file or directory");
        case EACCES:
        case EPERM: return unreadable("there is no permission to read it");
        case EISDIR: return unreadable("it is a directory, not a file");
        case ELOOP: return unreadable("its symbolic links go round in circles");
        case ENAMETOOLONG: return unreadable("its name is too long");
        default: return unreadable(std::generic_category().message(number));
    }
}

/// Reads to the end of the file, whatever size it said it has: those below /proc say 0.
Result<std::string> read_all(int file, std::size_t expected, std::size_t max_bytes) {
    std::string text;
    for (std::size_t room = std::min(expected, max_bytes) + 1;;
         room = std::min(text.size(), max_bytes - text.size()) + 1) {
        const std::size_t had = text.size();
        text.resize(had + room);
        const ssize_t count = ::read(file, text.data() + had, room);
        const int error = errno;
        text.resize(had + (count > 0 ? static_cast<std::size_t>(count) : 0));
        if (count < 0 && error != EINTR) return from_errno(error);
        if (count == 0) return text;
        if (text.size() > max_bytes) return too_large(max_bytes);
    }
}

FileSystem::Kind kind_of(const std::filesystem::file_status& status) {
    switch (status.type()) {
        case std::filesystem::file_type::regular: return FileSystem::Kind::file;
        case std::filesystem::file_type::directory: return FileSystem::Kind::directory;
        default: return FileSystem::Kind::none;
    }
}

FileSystem::Kind kind_of(const std::filesystem::directory_entry& entry) {
    std::error_code error;
    const FileSystem::Kind kind = kind_of(entry.status(error));
    const bool linked = entry.is_symlink(error);
    return kind == FileSystem::Kind::directory && linked ? FileSystem::Kind::none : kind;
}

}  // namespace

Result<std::string> RealFileSystem::read(const std::string& path, std::size_t max_bytes) const {
    // O_NONBLOCK: opening a named pipe would otherwise wait for a writer before we can see that it is one.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
    if (!file.open()) return from_errno(errno);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return from_errno(errno);
    if (S_ISDIR(status.st_mode)) return from_errno(EISDIR);
    if (!S_ISREG(status.st_mode)) return unreadable("it is not a regular file");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > max_bytes) return too_large(max_bytes);
    return read_all(file.get(), size, max_bytes);
}

FileSystem::Kind RealFileSystem::kind(const std::string& path) const {
    std::error_code error;
    return kind_of(std::filesystem::status(path, error));
}

Result<std::vector<FileSystem::Entry>> RealFileSystem::list(const std::string& directory) const {
    std::error_code error;
    std::filesystem::directory_iterator entry(directory, error);
    std::vector<Entry> entries;
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        entries.push_back({entry->path().filename().string(), kind_of(*entry)});
    }
    if (error) return from_errno(error.value());
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return entries;
}

}  // namespace stackfit
