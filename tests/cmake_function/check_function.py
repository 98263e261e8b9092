"""Configures the project in ./consumer and runs its tests.

usage: check_function.py R5SIM CMAKE CTEST MODULES

Each scenario has to be a test of its own; the one that fails has to fail, and it alone.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

CONSUMER = pathlib.Path(__file__).resolve().parent / "consumer"


def main(r5sim, cmake, ctest, modules):
    with tempfile.TemporaryDirectory() as build:
        subprocess.run([cmake, "-S", CONSUMER, "-B", build, f"-DR5SIM_PROGRAM={r5sim}",
                        f"-DCMAKE_MODULE_PATH={modules}"], check=True, stdout=subprocess.DEVNULL)
        result = subprocess.run([ctest, "--test-dir", build], capture_output=True, text=True,
                                check=False)
        told = {name: verdict for name, verdict in
                re.findall(r"Test +#\d+: (\S+) \.*\s*\**(Passed|Failed)", result.stdout)}
        assert told == {"scenario/below/answers": "Passed", "scenario/expects_too_much": "Failed"}, \
            result.stdout
        listed = subprocess.run([ctest, "--test-dir", build, "-N", "-L", "slow"],
                                capture_output=True, text=True, check=True).stdout
        assert "Total Tests: 2" in listed, listed
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
