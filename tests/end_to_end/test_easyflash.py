"""EasyFlash: `r5sim flash` and the boot ROM, through a real terminal.  [R01 6]

At speed 1 or N: in turbo a module has booted as soon as a host is there.
"""
import json
import re
import subprocess
import time

import pytest
from conftest import PATIENCE, R5SIM, ask, run_r5sim, wait_for_answer

OLD, NEW = b"03.15,A00.01", b"03.16,A00.01"
WORLD = {
    "r5sim": 1, "title": "What EasyFlash keeps and erases",
    "module": {
        "profile": {"image_bytes": 262144},
        "files": [{"name": "user.txt", "contents": "gone"}],
        "certificates": [{"type": "CA", "name": "my_ca", "der": "kept", "common_name": "My CA",
                          "expires": "2032/10/18 08:23:32"}]},
    "steps": [{"wait": "1s"}]}


@pytest.fixture(scope="module", name="firmware")
def make_firmware(tmp_path_factory):
    path = tmp_path_factory.mktemp("packages") / "firmware.dof"
    made = run_r5sim("fw", "make", "--kind", "dof", "--to", NEW.decode(), "--size", "256KiB",
                     "-o", path)
    assert made.returncode == 0, made.stderr
    return path


@pytest.fixture(name="twin")
def make_twin(start, tmp_path):
    """Starts the same module again and again, at ten times its speed."""
    world = tmp_path / "world.json"
    world.write_text(json.dumps(WORLD))
    return lambda: start("--world", world, "--flash", tmp_path / "flash", speed="10")


class Tool:
    """`r5sim flash`, started before the module is switched on."""

    def __init__(self, firmware, link, *options):
        self.process = subprocess.Popen(
            [R5SIM, "flash", firmware, "--port", link, *map(str, options)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def end(self):
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


def inspect(tmp_path, pointer):
    return json.loads(run_r5sim("inspect", "--flash", tmp_path / "flash", pointer).stdout)


def version(module):
    with module.open() as port:
        wait_for_answer(port)
        return re.search(rb"\d\d\.\d\d,A\d\d\.\d\d", ask(port, "ATI9")).group()


def test_flashes_at_3_mbaud_and_the_module_runs_the_new_firmware(twin, firmware, tmp_path):
    module = twin()
    assert version(module) == OLD
    module.end()
    before = inspect(tmp_path, "/rf_calibration")

    tool = Tool(firmware, module.link, "--trace", tmp_path / "trace.log")
    module = twin()
    assert tool.end() == (0, "flashed; reset the module\n",
                          f"power the module up; waiting for it on {module.link}\n")
    module.end()
    log = (tmp_path / "trace.log").read_text()
    assert "firmware 03.15,A00.01" in log and "radio calibration kept" in log and "100 %" in log

    assert inspect(tmp_path, "/files/USER") == []
    assert "my_ca" in [item["name"] for item in inspect(tmp_path, "/certificates")]
    assert inspect(tmp_path, "/rf_calibration") == before
    assert version(twin()) == NEW


def test_a_flashing_that_is_killed_leaves_no_firmware_until_it_is_repeated(twin, firmware, tmp_path):
    tool = Tool(firmware, tmp_path / "sara-r5", "--trace", tmp_path / "trace.log")
    module = twin()
    log = tmp_path / "trace.log"
    end = time.monotonic() + PATIENCE
    while not log.exists() or "50 %" not in log.read_text():
        assert time.monotonic() < end
        time.sleep(0.005)
    tool.process.kill()
    tool.process.communicate()
    module.end()
    assert not inspect(tmp_path, "/firmware")["valid"]

    module = twin()
    with module.open(timeout=1) as port:
        assert ask(port, "AT") == b""
    module.end()

    tool = Tool(firmware, module.link)
    module = twin()
    assert tool.end()[0] == 0
    module.end()
    assert version(twin()) == NEW


def test_the_auxiliary_uart_is_refused(start, firmware, tmp_path):
    """The boot ROM listens on the primary UART alone."""
    aux = tmp_path / "aux"
    tool = Tool(firmware, aux, "--wait", 3)
    start("--aux-link", aux, speed="1")
    code, out, err = tool.end()
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == f"r5sim: {aux}: no module powered up in time"


def test_what_is_no_dof_is_refused_before_anything_happens(tmp_path):
    (tmp_path / "text").write_text("no firmware")
    full = tmp_path / "full.upd"
    run_r5sim("fw", "make", "--to", NEW.decode(), "--size", "64KiB", "-o", full)
    for file, reason in ((tmp_path / "text", b"not a package"), (full, b"expected a dof one"),
                         (tmp_path / "absent", b"cannot be read")):
        done = run_r5sim("flash", file, "--port", "/nowhere")
        assert (done.returncode, done.stdout) == (2, b"")
        assert reason in done.stderr and done.stderr.count(b"\n") == 1
