"""r5sim sweep --vary: the module says what it says otherwise, and the host has to come through."""
import json
import pathlib

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
