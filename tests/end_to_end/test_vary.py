"""r5sim sweep --vary: the module says what it says otherwise, and the host has to come through."""
import json
import pathlib
import sys

import pytest
from conftest import run_r5sim

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "examples"


def varied(tmp_path, host, vary, *arguments):
    report = tmp_path / f"{vary}.json"
    result = run_r5sim("sweep", EXAMPLES / f"{host}.json", "--vary", vary, "--json", report,
                       *arguments)
    return result, json.loads(report.read_text())


def broken(report):
    return [case for case in report["cases"] if case["verdict"] == "violated"]


@pytest.mark.parametrize("vary", ["urcs", "splits", "errors", "timing"])
def test_a_host_that_reads_lines_comes_through(tmp_path, vary):
    result, report = varied(tmp_path, "host-reads-lines", vary)
    assert result.returncode == 0, result.stdout
    assert len(report["cases"]) >= 5
    assert {case["verdict"] for case in report["cases"]} == {"held"}


@pytest.mark.parametrize("host, vary, subject", [
    ("host-parses-reads", "splits", "+UFWPREVAL"),
    ("host-takes-next-line", "urcs", "AT+CEREG?"),
])
def test_a_host_that_only_seems_to_work_is_caught(tmp_path, host, vary, subject):
    assert run_r5sim("test", EXAMPLES / f"{host}.json").returncode == 0
    result, report = varied(tmp_path, host, vary, "--save-failures", tmp_path / "saved")
    assert result.returncode == 1 and b"violated" in result.stdout
    assert subject in {case["phase"] for case in broken(report)}

    case = next(case for case in broken(report) if case["phase"] == subject)
    replayed = run_r5sim("replay", case["id"], EXAMPLES / f"{host}.json")
    assert replayed.returncode == 1 and case["violations"][0]["what"].encode() in replayed.stdout
    saved = run_r5sim("test", tmp_path / "saved" / f"{host}-{case['id']}.json")
    assert saved.returncode == 1 and case["violations"][0]["what"].encode() in saved.stdout


@pytest.mark.parametrize("host, vary", [("host-parses-reads", "urcs"),
                                        ("host-takes-next-line", "splits")])
def test_each_host_bears_what_the_other_does_not(tmp_path, host, vary):
    """No URC may come to the one, and the other puts its lines together."""
    result = run_r5sim("sweep", EXAMPLES / f"{host}.json", "--vary", vary)
    assert result.returncode == (2 if vary == "urcs" else 0), result.stdout + result.stderr


def test_every_byte_of_an_answer_is_a_place_to_split_it(tmp_path):
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps({"r5sim": 1, "title": "t", "steps": [
        {"wait_ready": {}}, {"command": "ATE0"}, {"command": "AT+CGMM"}]}))
    report = tmp_path / "report.json"
    assert run_r5sim("sweep", path, "--vary", "splits", "--plan", "exhaustive", "--json",
                     report).returncode == 0
    answer = "\r\nSARA-R510M8S\r\n\r\nOK\r\n"
    places = [case["what"]["line_split"]["at"] for case in json.loads(report.read_text())["cases"]
              if case["phase"] == "AT+CGMM"]
    assert places == list(range(1, len(answer)))


def test_reports_do_not_depend_on_the_number_of_processes(tmp_path):
    one = varied(tmp_path, "host-takes-next-line", "errors", "--plan", "exhaustive")[1]
    two = varied(tmp_path, "host-takes-next-line", "errors", "--plan", "exhaustive", "--jobs",
                 "3")[1]
    assert one == two
    shards = [varied(tmp_path, "host-takes-next-line", "errors", "--plan", "exhaustive", "--shard",
                     f"{i}/2")[1]["cases"] for i in (1, 2)]
    assert sorted(shards[0] + shards[1], key=lambda case: case["index"]) == one["cases"]


def test_what_is_no_variation_is_bad_input():
    result = run_r5sim("sweep", EXAMPLES / "file-transfer.json", "--vary", "moods")
    assert result.returncode == 2 and result.stderr.count(b"\n") == 1


# --- a program is the host

HOSTS = pathlib.Path(__file__).resolve().parent / "hosts"


def varied_for(tmp_path, host, vary, *arguments):
    world = tmp_path / "world.json"
    world.write_text(json.dumps({"r5sim": 1, "title": "a module", "asserts": [
        {"inspect": {"pointer": "/state", "equals": "Active"}}]}))
    report = tmp_path / "report.json"
    result = run_r5sim("sweep", world, "--vary", vary, "--host",
                       f"{sys.executable} {HOSTS}/{host}.py", "--json", report, *arguments)
    assert report.exists(), result.stdout + result.stderr
    return result, json.loads(report.read_text())


@pytest.mark.parametrize("vary", ["urcs", "splits", "errors", "timing"])
def test_a_program_that_reads_lines_comes_through(tmp_path, vary):
    result, report = varied_for(tmp_path, "reads_lines", vary, "--jobs", "2", "--shard",
                                "1/4" if vary == "splits" else "1/1")
    assert result.returncode == 0, result.stdout + result.stderr
    assert len(report["cases"]) >= 3
    assert {case["verdict"] for case in report["cases"]} == {"held"}, report["cases"]


@pytest.mark.parametrize("host, vary, subject", [
    ("parses_reads", "splits", "AT+CGMM"),
    ("takes_next_line", "urcs", "AT+CGMM"),
])
def test_a_program_that_only_seems_to_work_is_caught(tmp_path, host, vary, subject):
    result, report = varied_for(tmp_path, host, vary, "--jobs", "2")
    assert result.returncode == 1 and b"AssertionError" in result.stdout
    case = next(case for case in broken(report) if case["phase"] == subject)
    assert case["violations"] == [{"what": "host", "expected": "exit code 0",
                                   "found": "exit code 1",
                                   "time_ns": case["violations"][0]["time_ns"]}]
    replayed = run_r5sim("replay", case["id"], tmp_path / "world.json", "--host",
                         f"{sys.executable} {HOSTS}/{host}.py")
    assert replayed.returncode == 1 and b"the host said: AssertionError" in replayed.stdout


def test_turbo_does_not_run_ahead_of_what_the_module_is_still_saying(tmp_path):
    report = tmp_path / "report.json"
    result = run_r5sim("sweep", EXAMPLES / "host-reads-lines.json", "--vary", "splits", "--host",
                       f"{sys.executable} {HOSTS}/installs.py", "--shard", "1/9", "--jobs", "2",
                       "--host-limit", "10s", "--json", report, patience=300)
    assert result.returncode == 0, result.stdout + result.stderr
    assert {case["verdict"] for case in json.loads(report.read_text())["cases"]} == {"held"}


def test_a_late_answer_is_late_for_a_program(tmp_path):
    """Also in turbo, in which the module's own time is skipped."""
    host = f"{sys.executable} -c '{HOST_IN_A_HURRY}'"
    world = tmp_path / "world.json"
    world.write_text(json.dumps({"r5sim": 1, "title": "a module"}))
    result = run_r5sim("sweep", world, "--vary", "timing", "--host", host, "--plan", "exhaustive")
    assert result.returncode == 1
    assert b"violated" in result.stdout and b"held" in result.stdout


HOST_IN_A_HURRY = """
import os, serial
port = serial.Serial(os.environ["R5SIM_PORT"], 115200, timeout=0.5)
port.write(b"AT\\r")
assert port.read_until(b"OK\\r\\n").endswith(b"OK\\r\\n")
"""


@pytest.mark.parametrize("command, found", [
    ("exit 3", b"exit code 3"),
    ("kill -SEGV $$", b"Segmentation fault"),
    ("sleep 60", b"it still ran after 1s"),
])
def test_a_program_that_fails_by_itself_is_not_varied(tmp_path, command, found):
    world = tmp_path / "world.json"
    world.write_text(json.dumps({"r5sim": 1, "title": "a module"}))
    result = run_r5sim("sweep", world, "--vary", "urcs", "--host", command, "--host-limit", "1s")
    assert result.returncode == 1
    assert b"FAIL without any variation" in result.stdout and found in result.stdout


@pytest.mark.parametrize("arguments", [
    ["--host", "true"],
    ["--vary", "urcs", "--host", ""],
    ["--vary", "urcs", "--host-limit", "1s"],
    ["--vary", "urcs", "--host", "true", "--host-speed", "step"],
    ["--vary", "urcs", "--host", "true", "--host-limit", "soon"],
    ["--vary", "urcs", "--host", "true", "--host-limit", "0s"],
    ["--vary", "urcs", "--host", "true", "--save-failures", "x"],
])
def test_what_no_program_can_be_played_with_is_bad_input(arguments):
    result = run_r5sim("sweep", EXAMPLES / "file-transfer.json", *arguments)
    assert result.returncode == 2 and result.stderr.count(b"\n") == 1, result.stderr
