"""FOAT and its installation with a real `sx` as the host.  [R01 3]"""
import json
import os
import re
import subprocess

import pytest
import serial
from conftest import PATIENCE, ask, run_r5sim, wait_for_answer

NEW = b"03.16,A00.01"
pytestmark = pytest.mark.skipif(not os.path.exists("/usr/bin/sx"), reason="needs lrzsz")


@pytest.fixture(scope="module", name="package")
def make_package(tmp_path_factory):
    path = tmp_path_factory.mktemp("packages") / "full.upd"
    made = run_r5sim("fw", "make", "--to", NEW.decode(), "--size", "4.5MB", "-o", path)
    assert made.returncode == 0, made.stderr
    return path


def enter_update_mode(port):
    """AT+UFWUPD=1,460800 at 115200; the host follows to 460800 at once."""
    assert ask(port, "AT").endswith(b"OK\r\n")
    port.write(b"AT+UFWUPD=1,460800\r")
    port.flush()
    port.baudrate = 460800


def send_by_sx(module, package, *options):
    with open(module.link, "r+b", buffering=0) as terminal:
        done = subprocess.run(["sx", *options, package], stdin=terminal, stdout=terminal,
                              stderr=subprocess.DEVNULL, timeout=3 * PATIENCE, check=False)
    assert done.returncode == 0


def version(port):
    """What ATI9 says once the module is back at 115200."""
    port.baudrate = 115200
    wait_for_answer(port)
    return re.search(rb"\d\d\.\d\d,A\d\d\.\d\d", ask(port, "ATI9")).group()


WORLD = {
    "r5sim": 1, "title": "What FOAT keeps, resets and erases",
    "module": {
        "nvm": {"+UMNOPROF": "100"},
        "files": [{"name": "user.txt", "contents": "gone after FOAT"}],
        "certificates": [{"type": "CA", "name": "my_ca", "der": "kept", "common_name": "My CA",
                          "expires": "2032/10/18 08:23:32"}]},
    "steps": [{"wait": "1s"}]}


def test_sx_with_1k_blocks_updates_the_firmware(start, package, tmp_path):
    flash, world = tmp_path / "flash", tmp_path / "world.json"
    world.write_text(json.dumps(WORLD))
    module = start("--flash", flash, "--world", world)
    with module.open() as port:
        assert ask(port, "AT+UMNOPROF?").startswith(b"AT+UMNOPROF?\r\r\n+UMNOPROF: 100")
        assert b'"user.txt"' in ask(port, "AT+ULSTFILE=0")
        enter_update_mode(port)
        assert b"+UFWUPD: ONGOING\r\n" in port.read_until(b"C")
        send_by_sx(module, package, "-k")
        codes = port.read_until(b"+UFWUPD: 128\r\n")
        validation = [int(code) for code in re.findall(rb"UFWPREVAL: (\d+)", codes)]
        installation = [int(code) for code in re.findall(rb"UFWUPD: (\d+)", codes)]
        assert validation[0] == 0 and validation[-1] == 100
        assert installation[0] == 1 and installation[-2:] == [100, 128]
        assert validation == sorted(validation) and installation == sorted(installation)
        assert version(port) == NEW
        assert b"+ULSTFILE:\r\n" in ask(port, "AT+ULSTFILE=0")
        assert b"+UMNOPROF: 90\r\n" in ask(port, "AT+UMNOPROF?")
    module.end()
    certificates = json.loads(run_r5sim("inspect", "--flash", flash, "/certificates").stdout)
    assert "my_ca" in [item["name"] for item in certificates]


def test_plain_sx_that_starts_after_the_first_nak_updates_the_firmware(module, package):
    with module.open() as port:
        enter_update_mode(port)
        port.read_until(b"\x15")
        send_by_sx(module, package)
        assert port.read_until(b"+UFWUPD: 128\r\n").endswith(b"+UFWUPD: 128\r\n")
        assert version(port) == NEW


def test_a_host_that_stays_at_115200_reads_nothing_readable(module):
    with module.open() as port:
        ask(port, "AT")
        port.write(b"AT+UFWUPD=1,460800\r")
        port.timeout = 8
        heard = port.read(1000).replace(b"AT+UFWUPD=1,460800\r", b"")
        assert heard and b"UFWUPD" not in heard and b"C" not in heard


def test_the_auxiliary_uart_takes_the_transfer_if_it_is_asked_to(start, tmp_path):
    world, aux_link = tmp_path / "world.json", tmp_path / "aux"
    world.write_text(json.dumps({"r5sim": 1, "title": "Two AT ports",
                                 "module": {"nvm": {"+USIO": "2"}}, "steps": [{"wait": "1s"}]}))
    module = start("--world", world, "--aux-link", aux_link)
    with module.open() as main, serial.Serial(str(aux_link), 115200, timeout=PATIENCE) as aux:
        assert ask(main, "AT").endswith(b"OK\r\n")
        assert ask(aux, "AT").endswith(b"OK\r\n")
        main.write(b"AT+UFWUPD=2,115200\r")
        assert aux.read_until(b"C") == b"\r\n+UFWUPD: ONGOING\r\nC"
        main.timeout = 0.5
        assert main.read(100) == b"AT+UFWUPD=2,115200\r"
