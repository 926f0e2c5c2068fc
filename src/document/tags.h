// YAML tags: which are intrinsic functions, which are YAML's own, which are mistakes.
#pragma once

#include <string>
#include <string_view>

#include "stackfit/document.h"

namespace stackfit {

struct Tag {
    enum class Meaning {
        none,       ///< no tag: a plain scalar is typed by its spelling
        string,     ///< quoted, or `!!str`, or the bare `!`
        typed,      ///< `!!int`, `!!bool`, ...: the value must have the type `kind`
        intrinsic,  ///< `!Sub`: `key` is Fn::Sub
        unknown     ///< CloudFormation would refuse it; `key` is what it would be, were it a function
    };
    Meaning meaning = Meaning::none;
    Kind kind = Kind::string;
    std::string_view key;
};

/// `tag` is as yaml-cpp resolves it ("?", "!", "!Sub", "tag:yaml.org,2002:str") or as written ("!!str"). A
/// key that is no literal is copied into the arena.
Tag classify_tag(std::string_view tag, Arena& arena);

/// What to say of an unknown tag.
std::string unknown_tag_message(std::string_view tag);

/// The short tag of an intrinsic's long name ("Fn::Sub" -> "Sub"), or empty when it has none.
std::string_view short_name(std::string_view key);

}  // namespace stackfit
