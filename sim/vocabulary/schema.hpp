#pragma once

#include "sim/vocabulary/shape.hpp"

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sara::sim {

/// A value that is no object stands for this key of the shape, if the shape's shorthand leads to
/// one; nullptr otherwise.
const Key* shorthand_of(const Shape& shape);

/// The shape's name where blanks do not belong: in a $ref, as an anchor.
std::string anchor_of(const Shape& shape);

/// A shape below the root to which somebody else adds keys: an object of `shape` shares the keys of
/// both.  Without a shape nothing is added.
struct Extension {
    const Shape* shape = nullptr;
    const Shape* by = nullptr;
};

/// Every shape that the root's keys lead to, in the order a reader meets them.  Two shapes of one
/// name are our mistake.
std::vector<const Shape*> shapes_below(std::span<const Shape* const> root,
                                       const Extension& extension = {});

/// JSON Schema (draft 2020-12) of a document whose keys the shapes in `root` share.  It accepts and
/// refuses what `decode_object` does.
nlohmann::ordered_json schema_of(std::span<const Shape* const> root, std::string_view title,
                                 const Extension& extension = {});

/// Reference page in Markdown: a table a shape.
std::string reference_of(std::span<const Shape* const> root, std::string_view title,
                         const Extension& extension = {});

}  // namespace sara::sim
