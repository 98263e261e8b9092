"""--coverage FILE and r5sim coverage: what runs met of the module, over processes and files."""
import json

from conftest import run_r5sim

SCENARIOS = {
    "asks": '{"r5sim": 1, "title": "t", "steps": [{"wait_ready": {}}, {"command": "AT+CGMM"}]}',
    "fails": '{"r5sim": 1, "title": "t", "steps": [{"wait_ready": {}}, {"command": "AT+CMEE=2"},'
             ' {"command": {"line": "AT+CPIN?", "result": {"prefix": "+CME ERROR"}}}]}',
}


def covered(folder, name, *arguments):
    """The coverage of the scenarios in the folder, as the program writes it."""
    path = folder / f"{name}.coverage"
    assert run_r5sim("test", folder, "--coverage", path, *arguments).returncode == 0
    return path


def folder_of(tmp_path, names):
    folder = tmp_path / "-".join(names)
    folder.mkdir()
    for name in names:
        (folder / f"{name}.json").write_text(SCENARIOS[name])
    return folder


def test_coverage_is_the_same_over_processes_and_over_files(tmp_path):
    both = folder_of(tmp_path, ["asks", "fails"])
    one = json.loads(covered(both, "one").read_text())
    assert {"+CGMM", "+CMEE=", "+CPIN?"} <= set(one["met"]["commands"])
    assert one["met"]["errors"] == {"+CME ERROR: 14": 1}
    assert "+CGMR" in one["missed"]["commands"]
    assert json.loads(covered(both, "two", "--jobs", "2").read_text()) == one

    apart = [covered(folder_of(tmp_path, [name]), name) for name in SCENARIOS]
    merged = run_r5sim("coverage", *apart, "--json")
    assert merged.returncode == 0 and json.loads(merged.stdout) == one


def test_what_was_not_met_is_listed_and_a_threshold_holds(tmp_path):
    path = covered(folder_of(tmp_path, ["asks"]), "asks")
    shown = run_r5sim("coverage", path)
    assert shown.returncode == 0
    assert b"commands not met:" in shown.stdout and b"  +CGMR\n" in shown.stdout
    assert run_r5sim("coverage", path, "--threshold", "0.1").returncode == 0
    below = run_r5sim("coverage", path, "--threshold", "99")
    assert below.returncode == 1 and b"expected 99.0 %" in below.stderr
