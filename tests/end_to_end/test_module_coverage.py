"""What all of scenarios/ meet of the module: never less than it was, and nothing that no table has."""
import json
import pathlib

from conftest import run_r5sim

SCENARIOS = pathlib.Path(__file__).resolve().parents[2] / "scenarios"
PATIENCE = 600

# Percent of a category that scenarios meet at least.  What they leave out: PPP, which needs a peer that scenarios are
# not; emergency off from other states than Resetting, into which RESET_N leads first; errors that need a broken SIM or
# a network that refuses a context or a message; a LwM2M server that falls silent between two updates.
LEAST = {"states": 75, "transitions": 55, "commands": 99, "errors": 74, "urcs": 95,
         "update phases": 99, "install results": 99}


def test_scenarios_meet_what_they_met_before(tmp_path):
    path = tmp_path / "met.json"
    assert run_r5sim("test", SCENARIOS, "--jobs", "2", "--coverage", path,
                     patience=PATIENCE).returncode == 0
    report = json.loads(path.read_text())
    shown = run_r5sim("coverage", path)
    assert shown.returncode == 0
    table = {line[:16].strip(): float(line.split()[-1].rstrip("%"))
             for line in shown.stdout.decode().split("\n\n")[0].splitlines()[1:]}
    assert {name for name, least in LEAST.items() if table[name] < least} == set(), table
    for category in ("transitions", "commands", "errors", "urcs", "update phases"):
        assert f"{category} met that are in no table".encode() not in shown.stdout
    assert set(report["missed"]) == set(LEAST)
