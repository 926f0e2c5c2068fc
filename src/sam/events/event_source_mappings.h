// Which AWS::Lambda::EventSourceMapping polls which source for which function.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "sam/output.h"

namespace stackfit::sam {

class EventSourceMappings {
public:
    /// The only mapping between the two; "" when there is none or several. Reads the resources when it is asked first.
    std::string_view between(std::string_view source, std::string_view function, const Output& output);

private:
    void read(const Output& output);

    bool read_ = false;
    std::unordered_map<std::string, std::string_view> only_;  ///< "": there are several
};

}  // namespace stackfit::sam
