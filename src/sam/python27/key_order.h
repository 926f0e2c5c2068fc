// The order in which a Python 2.7 dictionary lists its keys.
//
// A REST API's deployment gets a new logical id whenever the text of its body changes, and that text is str() of a dictionary as Python 2.7
// wrote it, when the service was young. Deployment ids must never change for templates that did not, so the service still reproduces the
// old order, and so do we. It is the order of slots in a hash table with open addressing, and so depends on which keys were put and
// removed in which order, and on copies made between: a copy puts the keys into a new table in the order of the old one.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace stackfit::sam {

/// hash() of a unicode string in 64-bit Python 2.7: over code points, without a seed. The text is UTF-8.
std::uint64_t python_hash(std::string_view text);

/// The keys of one dictionary. Keys are views; the caller keeps their text.
class PythonKeys {
public:
    struct Key {
        std::string_view text;
        std::uint64_t hash = 0;
        std::uint32_t value = 0;  ///< the caller's own: where the key's value is kept
    };

    void add(const Key& key);
    void remove(std::string_view text);
    /// What dict.update does with all keys before it puts the first: room for all of them, then each in turn.
    void merge(const std::vector<Key>& keys);
    /// What deepcopy does: a new table, the keys put one after the other. True when their order changed.
    bool reinsert();
    /// The keys in order.
    [[nodiscard]] std::vector<Key> keys() const;
    [[nodiscard]] const Key* find(std::string_view text) const;
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    using Slot = std::uint32_t;  ///< a position in entries_, or one of:
    static constexpr Slot empty = ~Slot{0};
    static constexpr Slot dummy = empty - 1;  ///< the key that was here is removed
    static bool is_used(Slot slot) { return slot < dummy; }

    [[nodiscard]] std::size_t slot_of(std::string_view text, std::uint64_t hash) const;
    /// The entries in order, by position.
    [[nodiscard]] std::vector<Slot> order() const;
    void place(Slot entry);
    void added();
    void resize(std::size_t request);

    // Slots are small and apart from the keys, because a large definition's keys are put into new tables again and again.
    std::vector<Key> entries_;  ///< also those of removed keys
    std::vector<Slot> slots_ = std::vector<Slot>(8, empty);
    std::size_t size_ = 0;
    std::size_t fill_ = 0;  ///< used slots and those left by removed keys
};

}  // namespace stackfit::sam
