#include "sam/python27/key_order.h"

#include "sam/utf8.h"

namespace stackfit::sam {
namespace {

constexpr std::size_t smallest = 8;
constexpr std::size_t large = 50'000;
constexpr unsigned perturb_shift = 5;

}  // namespace

std::uint64_t key_hash(std::string_view text) {
    if (text.empty()) return 0;
    std::size_t at = 0;
    std::uint64_t hash = static_cast<std::uint64_t>(next_code_point(text, at)) << 7U;
    std::uint64_t length = 0;
    for (at = 0; at < text.size(); ++length) hash = (1000003U * hash) ^ next_code_point(text, at);
    return hash ^ length;
}

std::size_t KeyOrder::slot_of(std::string_view text, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    const auto is_key = [&](Slot slot) {
        return is_used(slot) && entries_[slot].hash == hash && entries_[slot].text == text;
    };
    std::size_t at = hash & mask;
    if (slots_[at] == empty || is_key(slots_[at])) return at;
    constexpr std::size_t none = ~std::size_t{0};
    std::size_t free = slots_[at] == dummy ? at : none;
    std::uint64_t walker = at;
    for (std::uint64_t perturb = hash;; perturb >>= perturb_shift) {
        walker = walker * 5 + perturb + 1;
        at = walker & mask;
        if (slots_[at] == empty) return free == none ? at : free;
        if (is_key(slots_[at])) return at;
        if (free == none && slots_[at] == dummy) free = at;
    }
}

/// Puts a key that is not there into a table without dummies: the first empty slot is its.
void KeyOrder::place(Slot entry) {
    const std::size_t mask = slots_.size() - 1;
    const std::uint64_t hash = entries_[entry].hash;
    std::uint64_t walker = hash & mask;
    for (std::uint64_t perturb = hash; slots_[walker & mask] != empty; perturb >>= perturb_shift) {
        walker = walker * 5 + perturb + 1;
    }
    slots_[walker & mask] = entry;
    ++size_;
    ++fill_;
}

/// A table that is two thirds full grows.
void KeyOrder::added() {
    if (fill_ * 3 >= slots_.size() * 2) resize(size_ * (size_ > large ? 2 : 4));
}

void KeyOrder::add(const Key& key) {
    Slot& slot = slots_[slot_of(key.text, key.hash)];
    if (is_used(slot)) return;  // the key that was there first stays
    if (slot == empty) ++fill_;
    slot = static_cast<Slot>(entries_.size());
    entries_.push_back(key);
    ++size_;
    added();
}

void KeyOrder::resize(std::size_t request) {
    std::size_t capacity = smallest;
    while (capacity <= request) capacity *= 2;
    const std::vector<Slot> old = order();
    slots_.assign(capacity, empty);
    size_ = fill_ = 0;
    for (const Slot entry : old) place(entry);
}

void KeyOrder::remove(std::string_view text) {
    Slot& slot = slots_[slot_of(text, key_hash(text))];
    if (!is_used(slot)) return;
    slot = dummy;
    --size_;
}

void KeyOrder::merge(const std::vector<Key>& keys) {
    if (keys.empty()) return;
    if ((fill_ + keys.size()) * 3 >= slots_.size() * 2) resize((size_ + keys.size()) * 2);
    for (const Key& key : keys) add(key);
}

bool KeyOrder::reinsert() {
    const std::vector<Slot> before = order();
    slots_.assign(smallest, empty);
    size_ = fill_ = 0;
    for (const Slot entry : before) {
        place(entry);
        added();
    }
    return order() != before;
}

std::vector<KeyOrder::Slot> KeyOrder::order() const {
    std::vector<Slot> used;
    used.reserve(size_);
    for (const Slot slot : slots_) {
        if (is_used(slot)) used.push_back(slot);
    }
    return used;
}

std::vector<KeyOrder::Key> KeyOrder::keys() const {
    std::vector<Key> all;
    all.reserve(size_);
    for (const Slot entry : order()) all.push_back(entries_[entry]);
    return all;
}

const KeyOrder::Key* KeyOrder::find(std::string_view text) const {
    const Slot slot = slots_[slot_of(text, key_hash(text))];
    return is_used(slot) ? &entries_[slot] : nullptr;
}

}  // namespace stackfit::sam
