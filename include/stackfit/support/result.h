// Result<T>: a value or an Error. What crosses a layer's border; exceptions do not.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "stackfit/support/source.h"

namespace stackfit {

/// Why something could not be done. The message is one sentence, without file or position.
struct Error {
    enum class Code {
        usage,          ///< a wrong option, an unknown check id: exit status 2
        configuration,  ///< a configuration or check file is wrong: exit status 2
        unreadable,     ///< a file is missing, a directory, not permitted: exit status 3
        syntax,         ///< a file is read but is not YAML or JSON: exit status 3
        budget,         ///< a named limit was exceeded: exit status 3
        internal        ///< a bug in stackfit: exit status 70
    };
    Code code = Code::internal;
    std::string message;
    Span span{};  ///< where, when the error belongs to a place in a file
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit on purpose
    Result(Error error) : state_(std::move(error)) {}  // NOLINT

    [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const T& value() const& { return std::get<T>(state_); }
    [[nodiscard]] T& value() & { return std::get<T>(state_); }
    [[nodiscard]] T&& value() && { return std::get<T>(std::move(state_)); }
    [[nodiscard]] const Error& error() const { return std::get<Error>(state_); }

    const T& operator*() const { return value(); }
    T& operator*() { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

private:
    std::variant<T, Error> state_;
};

}  // namespace stackfit
