"""r5sim explore: random faults at random points, guided by what has not been tried; and shrinking."""
import json

from conftest import run_r5sim

PATIENCE = 300  # seconds; shrinking plays a few hundred runs

SCENARIO = {
    "r5sim": 1, "title": "a file is replaced",
    "module": {"files": [{"name": "a.txt", "contents": "old"}],
               "nvm": {"+UMNOPROF": "1"}},
    "steps": [
        {"wait_ready": {}}, {"command": "AT"}, {"command": "ATI"}, {"command": "AT+CGMR"},
        {"command": 'AT+UDELFILE="a.txt"'},
        {"command": "AT+CSQ"},
        {"send": 'AT+UDWNFILE="a.txt",3\r'}, {"expect": {"text": ">"}}, {"send": "new"},
        {"expect": "OK"},
    ],
    "asserts": [{"contains": "OK"}],
}


def scenario_in(tmp_path, **changes):
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(SCENARIO | changes))
    return path


def test_runs_are_the_same_for_a_seed_whatever_the_number_of_processes(tmp_path):
    path = scenario_in(tmp_path)
    one = run_r5sim("explore", path, "--runs", "30", "--missed")
    two = run_r5sim("explore", path, "--runs", "30", "--missed", "--jobs", "3")
    other = run_r5sim("explore", path, "--runs", "30", "--missed", "--seed", "2")
    assert one.returncode == 0, one.stdout
    assert one.stdout == two.stdout != other.stdout
    assert b"triples of state, event and fault have shown" in one.stdout
    assert one.stderr.startswith(b"30 runs of 1 scenarios, 0 violated, ")


def test_more_runs_show_more(tmp_path):
    def shown(runs):
        result = run_r5sim("explore", scenario_in(tmp_path), "--runs", runs)
        line = next(line for line in result.stdout.splitlines() if b" triples of " in line)
        return int(line.split()[0])

    assert 0 < shown("8") < shown("40")


def test_faults_are_drawn_from_the_distribution_that_is_given(tmp_path):
    usual = run_r5sim("explore", "--distribution").stdout.decode().splitlines()
    own = tmp_path / "faults.json"
    own.write_text(json.dumps([json.loads(row) for row in usual if "power_loss" in row]))
    result = run_r5sim("explore", scenario_in(tmp_path), "--runs", "20", "--faults", own, "--missed")
    assert result.returncode == 0, result.stdout
    assert b": line_noise" not in result.stdout
    for wrong in ("{", "[]", '[{"weight": 1, "what": {"flood": []}}]',
                  '[{"weight": 1, "what": {"pwr_on": {"for": []}}}]',
                  '[{"weight": 1, "what": {"pwr_on": {"for": ["1s", "soon"]}}}]',
                  '[{"weight": 0, "what": {"power_loss": "1s"}}]', '[{"what": {"power_loss": "1s"}}]'):
        own.write_text(wrong)
        refused = run_r5sim("explore", scenario_in(tmp_path), "--faults", own)
        assert refused.returncode == 2 and refused.stderr.count(b"\n") == 1, (wrong, refused.stderr)
    assert run_r5sim("explore").returncode == 2


def test_coverage_of_the_module_is_written(tmp_path):
    met = tmp_path / "met.json"
    result = run_r5sim("explore", scenario_in(tmp_path), "--runs", "20", "--coverage", met)
    assert b"% of the module met" in result.stdout
    assert json.loads(met.read_text())["met"]["commands"]["+UDELFILE="] > 0
    swept = tmp_path / "swept.json"
    run_r5sim("sweep", scenario_in(tmp_path), "--coverage", swept)
    assert json.loads(swept.read_text())["met"]["states"]


def test_a_violation_is_saved_and_shrunk_to_what_it_takes(tmp_path):
    path = scenario_in(tmp_path, invariants=[{"pointer": "/files/USER/0/name", "equals": "a.txt"}])
    saved = tmp_path / "saved"
    result = run_r5sim("explore", path, "--runs", "24", "--save-failures", saved, "--shrink",
                       patience=PATIENCE)
    assert result.returncode == 1 and b"shrunk to" in result.stdout, result.stdout
    for file in saved.iterdir():
        again = run_r5sim("test", file)
        assert again.returncode == 1 and b"/invariants/0" in again.stdout, again.stdout
    shortest = json.loads(min(saved.glob("*-short.json"), key=lambda f: f.stat().st_size).read_text())
    lines = [step.get("command") for step in shortest["steps"]]
    assert 'AT+UDELFILE="a.txt"' in lines and "AT+CSQ" not in lines and "ATI" not in lines
    assert "asserts" not in shortest and "nvm" not in shortest["module"]


def test_shrinking_has_to_know_where_to_save(tmp_path):
    refused = run_r5sim("sweep", scenario_in(tmp_path), "--shrink")
    assert refused.returncode == 2 and refused.stderr.count(b"\n") == 1
    refused = run_r5sim("sweep", scenario_in(tmp_path), "--vary", "splits", "--shrink",
                        "--save-failures", tmp_path / "saved")
    assert refused.returncode == 2 and refused.stderr.count(b"\n") == 1
