"""`kill -9` of `r5sim run --flash f` is a power cut: at any instant of an installation it leaves a
flash that the next start can go on with.  [R01 3.1.1, 5.1.1]

R5SIM_KILLS says how many times each installation is killed; the default keeps the test short.
"""
import json
import os
import random
import re
import shutil
import signal
import subprocess
import time

import pytest
from conftest import PATIENCE, ask, run_r5sim, wait_for_answer

KILLS = int(os.environ.get("R5SIM_KILLS", "4"))
OLD, NEW = b"03.15,A00.01", b"03.16,A00.01"
WORLD = {
    "r5sim": 1, "title": "A small firmware, a delta, a file and a certificate",
    "packages": {"delta": {"kind": "delta", "to": NEW.decode(), "delta_size": 30000}},
    "module": {
        "profile": {"image_bytes": 131072},
        "files": [{"name": "user.txt", "contents": "kept"},
                  {"name": "package", "tag": "FOAT", "package": "delta"}],
        "certificates": [{"type": "CA", "name": "my_ca", "der": "kept", "common_name": "My CA",
                          "expires": "2032/10/18 08:23:32"}]},
    "steps": [{"wait": "1s"}]}


@pytest.fixture(scope="module", name="world")
def make_world(tmp_path_factory):
    """A furnished flash, and a full package of the same size as its firmware."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "world.json").write_text(json.dumps(WORLD))
    made = run_r5sim("fw", "make", "--to", NEW.decode(), "--size", "128KiB",
                     "-o", folder / "full.upd")
    assert made.returncode == 0, made.stderr
    return folder


class Update:
    """One of the two ways to a new firmware, at a pace at which it takes about a second."""

    speed = "turbo"

    def __init__(self, start, world, flash):
        self.start = start
        self.world = world
        self.flash = flash

    def begin(self, speed=None):
        return self.start("--flash", self.flash, "--world", self.world / "world.json",
                          speed=speed or self.speed)

    def inspect(self):
        done = run_r5sim("inspect", "--flash", self.flash)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


class Ufwinstall(Update):
    speed = "100"

    def run(self, module, port):
        """Until the installation begins."""
        wait_for_answer(port)
        assert ask(port, "AT+UFWINSTALL=1,115200").endswith(b"OK\r\n")

    def done(self, port):
        assert port.read_until(b"+UUFWINSTALL: 128\r\n").endswith(b"128\r\n")

    def recover(self, module, port):
        """It goes on by itself."""

    def check_files(self, found, version):
        names = [file["name"] for file in found["files"]["USER"]]
        assert names == ["user.txt"]


class Foat(Update):
    speed = "20"

    def run(self, module, port):
        wait_for_answer(port)
        port.write(b"AT+UFWUPD=1,115200\r")
        assert port.read_until(b"C").endswith(b"ONGOING\r\nC")
        self.send(module)

    def send(self, module):
        with open(module.link, "r+b", buffering=0) as terminal:
            sent = subprocess.run(["sx", "-k", self.world / "full.upd"], stdin=terminal,
                                  stdout=terminal, stderr=subprocess.DEVNULL, timeout=PATIENCE,
                                  check=False)
        assert sent.returncode == 0

    def done(self, port):
        assert port.read_until(b"+UFWUPD: 128\r\n").endswith(b"128\r\n")

    def recover(self, module, port):
        """Firmware update mode asks for the file again if the firmware is not whole.

        In turbo it may say so while pyserial, which opens the terminal, still throws away what comes: a poll is
        enough.
        """
        if not wait_for_answer(port, unless=rb"ONGOING\r\n|[C\x15]"):
            self.send(module)
            self.done(port)

    def check_files(self, found, version):
        names = [file["name"] for file in found["files"]["USER"]]
        assert names == ([] if version == NEW else ["user.txt"])


def phase_of(journal):
    if journal["install"]:
        return journal["install"]["phase"]
    return "flash dirty" if journal["flash_dirty"] else "nothing pending"


def version(port):
    wait_for_answer(port)
    port.write(b"ATI9\r")
    answer = port.read_until(b"\r\n\r\nOK\r\n")  # a late OK to an earlier AT has no line before it
    return re.search(rb"\d\d\.\d\d,A\d\d\.\d\d", answer).group()


@pytest.mark.parametrize("method", [Ufwinstall, Foat])
def test_sigkill_at_a_random_instant_of_an_installation(start, world, tmp_path, method):
    virgin, flash = tmp_path / "virgin", tmp_path / "flash"
    method(start, world, virgin).begin("turbo").end(signal.SIGKILL)
    update = method(start, world, flash)

    shutil.copy(virgin, flash)
    module = update.begin()
    with module.open() as port:
        update.run(module, port)
        began = time.monotonic()
        update.done(port)
        length = time.monotonic() - began
    module.end()

    chance = random.Random(1)
    phases = set()
    for _ in range(KILLS):
        shutil.copy(virgin, flash)
        killed = update.begin()
        with killed.open() as port:
            update.run(killed, port)
            time.sleep(chance.uniform(0, length))
            killed.end(signal.SIGKILL)
        journal = update.inspect()["journal"]
        phases.add(phase_of(journal))

        module = update.begin("turbo")
        with module.open() as port:
            update.recover(module, port)
            now = version(port)
            if journal["install"] and method is Ufwinstall:
                assert now == NEW
        module.end()
        found = update.inspect()
        assert now in (OLD, NEW)
        assert found["firmware"]["valid"]
        assert "my_ca" in [item["name"] for item in found["certificates"]]
        update.check_files(found, now)
    print(f"{KILLS} kills in {length:.2f} s, phases: {sorted(phases)}")
