"""Fixtures `r5sim`, one module for a test, and `start_r5sim`, as many as it wants.

The program is that of --r5sim, of $R5SIM or the r5sim in PATH.
"""
import os
import shutil

import pytest

from pytest_r5sim.twin import Twin


def pytest_addoption(parser):
    """Declares --r5sim."""
    parser.getgroup("r5sim").addoption("--r5sim", metavar="PROGRAM",
                                       help="the program r5sim; else $R5SIM, else the one in PATH")


@pytest.fixture(scope="session")
def r5sim_program(request):
    """Path of the program."""
    program = (request.config.getoption("--r5sim") or os.environ.get("R5SIM") or
               shutil.which("r5sim"))
    if not program:
        pytest.fail("no r5sim: give --r5sim PROGRAM, set R5SIM or put it into PATH")
    return program


@pytest.fixture
def start_r5sim(r5sim_program, tmp_path_factory):
    """Starts twins; keywords are those of Twin.  They end with the test."""
    twins = []

    def start(**options):
        twins.append(Twin(r5sim_program, tmp_path_factory.mktemp("r5sim"), **options))
        return twins[-1]

    yield start
    for twin in twins:
        if twin.process.poll() is None:
            twin.stop()


@pytest.fixture
def r5sim(start_r5sim):
    """One module in turbo: `r5sim.port`, `r5sim.control`."""
    return start_r5sim()
