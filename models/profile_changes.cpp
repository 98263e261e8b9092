#include "models/profile_changes.hpp"

void sara::ProfileChanges::apply_to(products::Profile& profile) const {
    const sim::Part part{&sim::shape_of<products::Profile>(), &profile};
    sim::decode_object({&part, 1}, values, sim::Place(""));
}
