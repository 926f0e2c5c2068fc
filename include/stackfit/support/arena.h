// Memory that lives as long as a run: nodes and text are allocated from it and freed all at once.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace stackfit {

/// A bump allocator for trivially destructible things. Not thread-safe: one arena a thread.
class Arena {
public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    template <class T>
    T* make(const T& value) {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (memory_.allocate(sizeof(T), alignof(T))) T(value);
    }

    template <class T>
    std::span<const T> copy(const std::vector<T>& values) {
        static_assert(std::is_trivially_copyable_v<T>);
        if (values.empty()) return {};
        void* place = memory_.allocate(values.size() * sizeof(T), alignof(T));
        std::memcpy(place, values.data(), values.size() * sizeof(T));
        return {static_cast<const T*>(place), values.size()};
    }

    std::string_view copy(std::string_view text) {
        if (text.empty()) return {};
        void* place = memory_.allocate(text.size(), 1);
        std::memcpy(place, text.data(), text.size());
        return {static_cast<const char*>(place), text.size()};
    }

private:
    std::pmr::monotonic_buffer_resource memory_{16 * 1024};
};

}  // namespace stackfit
