// A release in the three forms in which it is written: SAM, by hand, as the CDK synthesises it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace stackfit::testing {

/// What stands in a template for words that begin with '@'.
using Words = std::vector<std::pair<std::string, std::string>>;

struct Form {
    const char* name;
    unsigned bit;
    const char* text;
    Words words;
};

constexpr unsigned sam = 1, by_hand = 2, cdk = 4, everywhere = sam | by_hand | cdk,
                   written_out = by_hand | cdk;

const std::vector<Form>& forms();

/// The template of function F, released as @alias with hook Gate and alarm Err. Nothing is wrong with it but what `words` say otherwise;
/// @more are further resources.
std::string release_in(const Form& form, const Words& words);

}  // namespace stackfit::testing
