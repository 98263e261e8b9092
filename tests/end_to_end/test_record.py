"""`r5sim run --record`: a live session becomes a scenario that replays it."""
import json
import time

import pytest
from conftest import ask, command, run_r5sim, wait_for_answer

# What of a trace is the module's: the rest is who watches and who plays.
KINDS = {"rx", "tx", "command", "response", "urc", "state"}


def records(path):
    """The module's part of a trace, with its times, from the first instant after it was made."""
    lines = [json.loads(line) for line in path.read_text().splitlines()[1:]]
    return [line for line in lines if line["kind"] in KINDS and line["t"] > 0]


def session(port):
    """A host that asks, sets, makes mistakes, writes a file and reboots the module."""
    wait_for_answer(port)
    assert command(port, "ATE0")[-1] == "OK"
    assert command(port, "AT+CMEE=2")[-1] == "OK"
    assert command(port, "AT+COPS=9")[-1].startswith("+CME ERROR")
    port.write(b'AT+UDWNFILE="a",8\r')
    assert port.read_until(b">").endswith(b">")
    port.write(bytes(range(1, 0x100, 36)))  # no text in any encoding
    assert port.read_until(b"OK\r\n").endswith(b"OK\r\n")
    port.write(b'AT+URDFILE="a"\r')
    assert port.read_until(b"OK\r\n").endswith(b"OK\r\n")
    for letter in b"ATI9\r":  # typed by hand
        port.write(bytes([letter]))
        time.sleep(0.01)
    port.read_until(b"OK\r\n")
    assert command(port, "AT+CFUN=16")[-1] == "OK"
    wait_for_answer(port)
    ask(port, "AT+CCLK?")


@pytest.mark.parametrize("speed", ["20", "turbo"])
def test_a_live_session_replays_with_an_identical_trace(start, tmp_path, speed):
    recording, live = tmp_path / "session.json", tmp_path / "live.jsonl"
    module = start("--record", recording, "--trace", live, "--seed", "7", speed=speed)
    with module.open() as port:
        session(port)
    assert module.end() == (0, "", "")

    replay = run_r5sim("test", "--trace-dir", tmp_path / "replay", recording)
    assert replay.returncode == 0, replay.stdout.decode()
    played = records(next((tmp_path / "replay").glob("*.jsonl")))
    recorded = records(live)
    assert len([one for one in recorded if one["kind"] == "command"]) >= 10
    assert played == recorded


def test_a_recording_notices_another_answer(start, tmp_path):
    recording = tmp_path / "session.json"
    module = start("--record", recording)
    with module.open() as port:
        wait_for_answer(port)
        command(port, "AT+CGMM")
    module.end()
    scenario = json.loads(recording.read_text())
    scenario["module"] = {"product": "SARA-R500S-00B-00"}
    recording.write_text(json.dumps(scenario))
    replay = run_r5sim("test", recording)
    assert replay.returncode == 1
    assert b'the line "SARA-R510M8S"' in replay.stdout


def test_what_cannot_be_written_is_bad_input_before_the_session(tmp_path):
    result = run_r5sim("run", "--link", tmp_path / "link", "--record", "/nowhere/session.json")
    assert result.returncode == 2 and b"--record" in result.stderr
