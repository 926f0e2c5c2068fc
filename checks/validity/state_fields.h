// The Amazon States Language as tables: which fields a state has, which of them exclude each other, how choices compare.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stackfit::checks {

/// Types of states, as a set of bits.
enum StateType : std::uint8_t {
    task = 1,
    pass = 2,
    wait = 4,
    choose = 8,
    succeed = 16,
    fail = 32,
    parallel = 64,
    map = 128,
    flowing = task | pass | wait | parallel | map,  ///< those that go on to another state
    every_type = 255
};

/// 0: there is no such type.
std::uint8_t state_type(std::string_view name);

/// In which query language a field exists.
enum class Language : std::uint8_t { both, path, jsonata };

struct StateField {
    char name[32];
    std::uint8_t types;
    Language language;
    unsigned char shapes;  ///< see Shape
    bool required = false;
    bool path = false;  ///< its text is a path into the input: "$.order"
    int least = 0;      ///< of a number
};

std::span<const StateField> state_fields();

/// Fields of which a state has one, or at most one.
struct FieldChoice {
    std::uint8_t types;
    bool required;
    char names[4][24];
};

std::span<const FieldChoice> field_choices();

/// A comparison of a choice rule, with the shape of what it compares with.
struct Comparison {
    char name[32];
    unsigned char shapes;
};

std::span<const Comparison> comparisons();

}  // namespace stackfit::checks
