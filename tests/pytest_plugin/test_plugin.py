"""The fixture `r5sim` in tests of host software that uses pyserial."""
import json

import pytest
import serial
from pytest_r5sim import ControlError

WORLD = {
    "r5sim": 1, "title": "a delta waits in the file system",
    "packages": {"delta": {"kind": "delta", "to": "03.16,A00.01", "delta_size": 100000}},
    "module": {"profile": {"image_bytes": 524288},
               "files": [{"name": "package", "tag": "FOAT", "package": "delta"}]},
}


def ask(port, line):
    """Sends a line; what comes until OK."""
    port.write(line.encode() + b"\r")
    answer = port.read_until(b"OK\r\n")
    assert answer.endswith(b"OK\r\n"), answer
    return answer


def open_port(twin):
    """The module's terminal, once the module is there."""
    twin.control.wait_ready()
    return serial.Serial(twin.port, 115200, timeout=60)


def test_a_power_cut_at_40_percent_of_an_installation_leaves_the_module_alive(start_r5sim, tmp_path):
    world = tmp_path / "world.json"
    world.write_text(json.dumps(WORLD))
    twin = start_r5sim(world=world, speed="10")
    control = twin.control
    with open_port(twin) as port:
        assert b"03.15,A00.01" in ask(port, "ATI9")
        control.speed("step")
        port.write(b"AT+UFWINSTALL=1,115200\r")
        progress = control.advance_until("progress", phase="installation", percent=40)
        assert 40 <= progress["percent"] < 45
        control.cut_power("5s")
        control.speed("turbo")
        heard = port.read_until(b"+UUFWINSTALL: 128\r\n")
        assert heard.endswith(b"+UUFWINSTALL: 128\r\n"), heard
        assert heard.count(b"+UUFWINSTALL: 1\r\n") == 2  # it began, and began again
        control.wait_ready()
        assert b"03.16,A00.01" in ask(port, "ATI9")


def test_pins_inspection_and_what_is_refused(r5sim):
    with open_port(r5sim) as port:
        ask(port, "AT")
        r5sim.control.subscribe("state")
        r5sim.control.reset()
        assert r5sim.control.wait_for("state", source="module")["state"] != "Active"
        r5sim.control.wait_ready()
        ask(port, "AT")
    assert r5sim.control.inspect("/product") == "SARA-R510M8S-01B-00"
    with pytest.raises(ControlError) as refused:
        r5sim.control.pin("PWR", "low")
    assert refused.value.code == -32602 and "RESET_N" in str(refused.value)


def test_several_twins_live_side_by_side(start_r5sim):
    twins = [start_r5sim(), start_r5sim(product="SARA-R500S-00B-00")]
    assert len({twin.port for twin in twins}) == 2
    for twin, model in zip(twins, (b"SARA-R510M8S", b"SARA-R500S")):
        with open_port(twin) as port:
            assert model in ask(port, "AT+CGMM")


def test_what_cannot_start_says_why(start_r5sim):
    with pytest.raises(RuntimeError, match="no such product"):
        start_r5sim(product="SARA-U201")
