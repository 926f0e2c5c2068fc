#include "python_keys.h"

#include "utf8.h"

namespace stackfit::sam {
namespace {

constexpr std::size_t smallest = 8;
constexpr std::size_t large = 50'000;
constexpr unsigned perturb_shift = 5;

}  // namespace

std::uint64_t python_hash(std::string_view text) {
    if (text.empty()) return 0;
    std::size_t at = 0;
    std::uint64_t hash = static_cast<std::uint64_t>(next_code_point(text, at)) << 7U;
    std::uint64_t length = 0;
    for (at = 0; at < text.size(); ++length) hash = (1000003U * hash) ^ next_code_point(text, at);
    return hash ^ length;
}

std::size_t PythonKeys::slot_of(std::string_view text, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    const auto is_key = [&](const Slot& slot) {
        return slot.state == State::used && slot.key.hash == hash && slot.key.text == text;
    };
    std::size_t at = hash & mask;
    if (slots_[at].state == State::empty || is_key(slots_[at])) return at;
    constexpr std::size_t none = ~std::size_t{0};
    std::size_t free = slots_[at].state == State::dummy ? at : none;
    std::uint64_t walker = at;
    for (std::uint64_t perturb = hash;; perturb >>= perturb_shift) {
        walker = walker * 5 + perturb + 1;
        at = walker & mask;
        if (slots_[at].state == State::empty) return free == none ? at : free;
        if (is_key(slots_[at])) return at;
        if (free == none && slots_[at].state == State::dummy) free = at;
    }
}

void PythonKeys::put(const Key& key) {
    Slot& slot = slots_[slot_of(key.text, key.hash)];
    if (slot.state == State::used) return;  // the key that was there first stays
    if (slot.state == State::empty) ++fill_;
    ++size_;
    slot = {State::used, key};
}

void PythonKeys::add(const Key& key) {
    const std::size_t before = size_;
    put(key);
    if (size_ > before && fill_ * 3 >= slots_.size() * 2) resize(size_ * (size_ > large ? 2 : 4));
}

void PythonKeys::resize(std::size_t request) {
    std::size_t capacity = smallest;
    while (capacity <= request) capacity *= 2;
    const std::vector<Slot> old = std::move(slots_);
    slots_ = std::vector<Slot>(capacity);
    size_ = fill_ = 0;
    for (const Slot& slot : old) {
        if (slot.state == State::used) put(slot.key);
    }
}

void PythonKeys::remove(std::string_view text) {
    Slot& slot = slots_[slot_of(text, python_hash(text))];
    if (slot.state != State::used) return;
    slot.state = State::dummy;
    --size_;
}

void PythonKeys::merge(const std::vector<Key>& keys) {
    if (keys.empty()) return;
    if ((fill_ + keys.size()) * 3 >= slots_.size() * 2) resize((size_ + keys.size()) * 2);
    for (const Key& key : keys) add(key);
}

bool PythonKeys::reinsert() {
    const std::vector<Key> before = keys();
    *this = PythonKeys();
    for (const Key& key : before) add(key);
    const std::vector<Key> after = keys();
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i].text != after[i].text) return true;
    }
    return false;
}

std::vector<PythonKeys::Key> PythonKeys::keys() const {
    std::vector<Key> all;
    all.reserve(size_);
    for (const Slot& slot : slots_) {
        if (slot.state == State::used) all.push_back(slot.key);
    }
    return all;
}

const PythonKeys::Key* PythonKeys::find(std::string_view text) const {
    const Slot& slot = slots_[slot_of(text, python_hash(text))];
    return slot.state == State::used ? &slot.key : nullptr;
}

}  // namespace stackfit::sam
