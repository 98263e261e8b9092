"""`r5sim test --port`: scenarios on a device, which here is a module of ours on its terminal."""
import concurrent.futures
import json
import pathlib
import re

import pytest
from conftest import run_r5sim

SCENARIOS = pathlib.Path(__file__).resolve().parents[2] / "scenarios"
HOSTS = sorted((SCENARIOS / "examples").glob("start-up-*.json"))

# What furnishes a world; a scenario without it is played on a module as it comes from the factory.
WORLD = {"module", "network", "packages", "lwm2m", "sim"}
# A device has been on for a while when its host comes: nobody meets its first second and a half.
AT_BOOT = {"errors-at-boot"}
WORLDLESS = [file for file in sorted(SCENARIOS.rglob("*.json"))
             if file.name != "schema.json" and file.stem not in AT_BOOT
             and not WORLD & json.loads(file.read_text()).keys()]
LONGEST = 300  # seconds; the longest of them waits 109 s for a file that does not come


@pytest.fixture
def play(tmp_path, start):
    """Plays steps at a device; exit code and output."""

    def play_steps(*steps, **sections):
        module = start()
        file = tmp_path / "scenario.json"
        file.write_text(json.dumps({"r5sim": 1, "title": "t", "steps": steps, **sections}))
        result = run_r5sim("test", "--port", module.link, file)
        assert result.stderr.startswith((b"0 of 1", b"1 of 1")), result.stderr
        return result.returncode, result.stdout.decode()

    return play_steps


def test_hosts_start_devices_up_as_they_start_up_simulated_modules(start, tmp_path):
    """Real time, as a host on a bench has it, and all of them at once."""
    assert len(HOSTS) > 2
    modules = [start("--world", host, speed="1", link=tmp_path / host.stem) for host in HOSTS]
    with concurrent.futures.ThreadPoolExecutor() as pool:
        results = pool.map(lambda module, host: run_r5sim("test", "--port", module.link, host),
                           modules, HOSTS)
    for result in results:
        assert result.returncode == 0, result.stdout.decode()
        assert result.stdout.startswith(b"pass ")


def test_every_scenario_that_needs_no_world_passes_on_a_device(start, tmp_path):
    """All at once, in real time; those with faults or hands on the supply are skipped, and say so."""
    modules = [start(speed="1", link=tmp_path / file.stem) for file in WORLDLESS]
    with concurrent.futures.ThreadPoolExecutor(len(WORLDLESS)) as pool:
        results = list(pool.map(
            lambda module, file: run_r5sim("test", "--port", module.link, file, patience=LONGEST),
            modules, WORLDLESS))
    for result in results:
        assert result.returncode == 0, result.stdout.decode()
        assert result.stdout.startswith((b"pass ", b"skip ")), result.stdout
    passed = [file.stem for file, result in zip(WORLDLESS, results)
              if result.stdout.startswith(b"pass ")]
    assert {"foat-3.1.1-timeout", "table-09-uftper", "dial-up", "every-set-command"} <= set(passed)


def test_speeds_prompts_data_and_transfers(play):
    code, out = play(
        {"wait_ready": "10s"},
        {"command": {"line": "AT+CGMM", "expect": ["SARA-R510M8S"]}},
        {"command": "AT+IPR=230400"},
        {"wait": "100ms"},
        {"serial": 230400},
        {"command": "ATE0"},
        {"send": "AT+UDWNFILE=\"a\",3\r"},
        {"expect": {"text": ">"}},
        {"send_data": {"bytes": "abc"}},
        {"expect": "OK"},
        {"command": {"line": "AT+URDBLOCK=\"a\",0,3", "expect": [{"contains": "abc"}]}},
        {"expect_silence": "100ms"})
    assert code == 0, out


def test_reports_where_device_and_expectation_differ(play):
    code, out = play({"wait_ready": "10s"},
                     {"command": {"line": "AT+CGMM", "expect": ["SARA-R999"], "within": "1s"}})
    assert code == 1
    assert '/steps/1/command' in out
    assert 'expected the line "SARA-R999"' in out and '"SARA-R510M8S"' in out


def test_looks_into_the_module_are_left_out_and_named(play):
    code, out = play({"wait_ready": "10s"}, {"inspect": {"pointer": "/state", "equals": "Broken"}},
                     {"command": "AT"}, asserts=[{"contains": {"record": {"kind": "urc"}}}])
    assert code == 0
    assert re.search(r"but not /steps/1/inspect, /asserts/0$", out.strip()), out


@pytest.mark.parametrize("steps, faults, why", [
    ([{"supply": "off"}], [], "/steps/0/supply"),
    ([{"wait": "1s"}, {"pin": {"name": "PWR_ON", "level": "low"}}], [], "/steps/1/pin"),
    ([{"port": "aux", "command": "AT"}], [], "/steps/0/port"),
    ([{"wait": "1s"}], [{"when": "1s", "what": {"power_loss": "1s"}}], "/faults"),
])
def test_what_needs_a_simulated_module_is_skipped_with_the_reason(play, steps, faults, why):
    code, out = play(*steps, faults=faults)
    assert code == 0
    assert out.startswith("skip ") and why in out


def test_a_device_that_says_nothing_fails(start, tmp_path):
    module = start(speed="step")
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps({"r5sim": 1, "title": "t", "steps": [{"wait_ready": "1500ms"}]}))
    result = run_r5sim("test", "--port", module.link, file)
    assert result.returncode == 1
    assert b"expected the module to be ready within 1500ms" in result.stdout
