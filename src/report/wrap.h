// Paragraphs in lines of a given width; private to the report layer.
#pragma once

#include <string>
#include <string_view>

namespace stackfit {

/// `first` and the words of `text`, in lines that begin with as many spaces as `first` is wide. Words that are longer than a line stay whole.
std::string wrapped(std::string_view first, std::string_view text, std::size_t columns);
/// At most `width` columns, the last of them an ellipsis when something had to go.
std::string shortened(std::string_view text, std::size_t width, bool unicode);
/// Filled up with spaces on the left; `pad` (style.h) does it on the right.
std::string fill_left(std::string text, std::size_t width);

}  // namespace stackfit
