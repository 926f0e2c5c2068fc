// The generated tables (*.inc) are text: a row found by its name, and the JSON in a row as nodes. Nothing is read before it is asked for.
#pragma once

#include <string_view>
#include <vector>

#include "sam/make.h"

namespace stackfit::sam {

/// The rest of the line that starts with "name ", in lines sorted by name; "" when there is none.
std::string_view find_fact(std::string_view table, std::string_view name);

/// Reads the JSON of a row: objects, arrays and strings without escapes. What stands in it for a value is filled in by the overrides.
class FactReader {
public:
    FactReader(const Maker& make, std::string_view json) : make_(make), json_(json) {}
    virtual ~FactReader() = default;
    FactReader(const FactReader&) = delete;
    FactReader& operator=(const FactReader&) = delete;

    const Node* value();

protected:
    virtual const Node* filled_text(std::string_view text) { return make_.text(text); }
    virtual const Node* filled_map(const std::vector<Member>& members) { return make_.map(members); }
    [[nodiscard]] const Maker& make() const { return make_; }

private:
    std::string_view string();

    Maker make_;
    std::string_view json_;
    std::size_t at_ = 0;
};

}  // namespace stackfit::sam
