// The room in which Python 2.7 lives on.
//
// A REST API's deployment is a snapshot of its definition, so it must get a new logical id whenever the definition changes, and must keep
// its id when nothing did: a new id replaces the deployment of every stack that is updated. The id ends in a hash of a text, and the text
// is what str() made of the definition in Python 2.7, when the service was young. Python 3 would print another text, and every deployment
// in the world would be replaced once. So the service emulates the old one, and to give the same ids so do we, bit for bit:
//
// - A dictionary lists its keys in the order of slots of a hash table with open addressing (KeyOrder, below): eight slots at first, a probe
//   sequence that mixes in the hash five bits at a time, growth to a power of two above four times the keys (twice, beyond 50,000) when two
//   thirds are filled; removed keys leave dummies that count as filled. The hash has no seed. So the order depends on the keys, and on the
//   history: which were put and removed in which order, and on copies made between, since a copy puts the keys into a new table in the
//   order of the old one.
// - Texts of the template were unicode strings, and print as u'...' with what is not ASCII escaped; the service's own print as '...'.
//   Integers beyond 2^63-1 print with an L (printed.cpp).
//
// Outside of this room the former is called the service's old order, and the latter an authored text; nobody needs to know why.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace stackfit::sam {

/// hash() of a authored string in 64-bit Python 2.7: over code points, without a seed. The text is UTF-8.
std::uint64_t key_hash(std::string_view text);

/// The keys of one dictionary. Keys are views; the caller keeps their text.
class KeyOrder {
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
