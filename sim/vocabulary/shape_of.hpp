#pragma once

namespace sara::sim {

struct Shape;

/// The shape of T.  Specialise it beside T: `template <> const Shape& shape_of<Step>();`
template <class T>
const Shape& shape_of();

}  // namespace sara::sim
