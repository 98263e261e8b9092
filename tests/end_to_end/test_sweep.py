"""r5sim sweep and replay: a fault at every point of a scenario, whatever the number of processes."""
import json

from conftest import run_r5sim

SCENARIO = {
    "r5sim": 1, "title": "a file is replaced", "limit": "1h",
    "module": {"files": [{"name": "a.txt", "contents": "old"}]},
    "steps": [
        {"wait_ready": {}}, {"command": "AT"},
        {"command": 'AT+UDELFILE="a.txt"'},
        {"send": 'AT+UDWNFILE="a.txt",3\r'}, {"expect": {"text": ">"}}, {"send": "new"},
        {"expect": "OK"},
    ],
}


def scenario_in(tmp_path, **changes):
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(SCENARIO | changes))
    return path


def swept(tmp_path, path, *arguments):
    report = tmp_path / "sweep.json"
    result = run_r5sim("sweep", path, "--json", report, *arguments)
    return result, json.loads(report.read_text())


def test_every_power_cut_leaves_a_module_that_answers_and_whole_files(tmp_path):
    path = scenario_in(tmp_path)
    result, one = swept(tmp_path, path, "--at", "flash-writes", "--plan", "exhaustive")
    assert result.returncode == 0, result.stdout
    assert {case["id"][-1] for case in one["cases"]} == {"b", "t", "a"}
    assert {case["verdict"] for case in one["cases"]} == {"held"}
    assert {case["outcome"] for case in one["cases"]} == {"old firmware, answers AT"}
    result, two = swept(tmp_path, path, "--at", "flash-writes", "--plan", "exhaustive", "--jobs", "3")
    assert two == one


def test_shards_together_are_the_whole_sweep(tmp_path):
    path = scenario_in(tmp_path)
    whole = swept(tmp_path, path)[1]["cases"]
    shards = [swept(tmp_path, path, "--shard", f"{i}/2")[1]["cases"] for i in (1, 2)]
    assert sorted(shards[0] + shards[1], key=lambda case: case["index"]) == whole


def test_a_violation_is_told_and_can_be_replayed(tmp_path):
    path = scenario_in(tmp_path, invariants=[{"pointer": "/files/USER/0/name", "equals": "a.txt"}])
    result, report = swept(tmp_path, path, "--at", "flash-writes", "--plan", "exhaustive")
    assert result.returncode == 1 and b"/invariants/0" in result.stdout
    broken = [case for case in report["cases"] if case["verdict"] == "violated"]
    replayed = run_r5sim("replay", broken[0]["id"], path)
    assert replayed.returncode == 1 and b"/invariants/0" in replayed.stdout

    pinned = scenario_in(tmp_path, invariants=report_invariants(path), faults=[
        {"name": "cut", "when": broken[0]["when"][0], "what": report["what"], "then": "recover"}])
    tested = run_r5sim("test", pinned)
    assert tested.returncode == 1 and b"/invariants/0" in tested.stdout


def report_invariants(path):
    return json.loads(path.read_text())["invariants"]


def test_power_goes_again_during_the_recovery(tmp_path):
    path = scenario_in(tmp_path, steps=SCENARIO["steps"][:2], invariants=[
        {"pointer": "/supply", "equals": True}])
    result, report = swept(tmp_path, path, "--depth", "2")
    assert result.returncode == 0, result.stdout
    twice = [case for case in report["cases"] if "." in case["id"]]
    assert twice and all(len(case["when"]) == 2 for case in twice)
    replayed = run_r5sim("replay", twice[-1]["id"], path)
    assert replayed.returncode == 0 and twice[-1]["id"].encode() in replayed.stdout


def test_what_cannot_be_swept_is_bad_input(tmp_path):
    path = scenario_in(tmp_path)
    for arguments in (["--at", "nowhere"], ["--fault", "flood"], ["--shard", "3/2"]):
        result = run_r5sim("sweep", path, *arguments)
        assert result.returncode == 2 and result.stderr.count(b"\n") == 1, arguments
    failing = scenario_in(tmp_path, steps=[{"expect": {"line": "never", "within": "1s"}}])
    assert run_r5sim("sweep", failing).returncode == 1


def test_a_host_that_goes_on_is_judged_by_what_became_of_its_module(tmp_path):
    going_on = ("--fault", '{"pwr_on": {"for": "1ms"}}', "--then", "continue")
    result, report = swept(tmp_path, scenario_in(tmp_path), *going_on)
    assert result.returncode == 0, result.stdout
    assert {case["outcome"] for case in report["cases"]} == {"old firmware, answers AT"}
    result, report = swept(tmp_path, scenario_in(tmp_path), "--then", "continue")
    assert result.returncode == 1
    failed = {case["outcome"] for case in report["cases"] if case["verdict"] == "violated"}
    assert failed and all(outcome.startswith("failed at /steps/") for outcome in failed)
