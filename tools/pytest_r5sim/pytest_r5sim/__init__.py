"""A digital twin of the u-blox SARA-R5 for tests of host software."""
from pytest_r5sim.control import Control, ControlError
from pytest_r5sim.twin import Twin

__all__ = ["Control", "ControlError", "Twin"]
