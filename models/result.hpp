#pragma once

#include <boost/system/result.hpp>

namespace sara {

/// A value, or why there is none.  How faults of the modelled device travel; exceptions are for
/// construction and for user input at the edge.
template <class T, class E>
using Result = boost::system::result<T, E>;

}  // namespace sara
