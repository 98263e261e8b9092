"""Debian's gammu, a host that knows phones but has never heard of this module."""
import re
import shutil
import subprocess

import pytest

from conftest import PATIENCE, Module, wait_until

pytestmark = pytest.mark.skipif(shutil.which("gammu") is None, reason="gammu is not installed")

OWN_NUMBER = "+393351234567"
INBOX = "3"  # gammu's number of the folder in the module, not in the SIM


@pytest.fixture(scope="module")
def gammu(tmp_path_factory):
    """Runs gammu on the terminal of one module, once that is in the network; what it prints."""
    folder = tmp_path_factory.mktemp("gammu")
    module = Module(folder)
    settings = folder / "gammurc"
    settings.write_text(f"[gammu]\ndevice = {module.link}\nconnection = at115200\n")

    def run(*arguments):
        result = subprocess.run(["gammu", "-c", settings, *arguments], stdin=subprocess.DEVNULL,
                                capture_output=True, text=True, timeout=2 * PATIENCE, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    try:
        wait_until(lambda: "home network" in run("networkinfo"))
        yield run
    finally:
        module.end()


def fields(text):
    """The values of lines like `IMEI   : 357862090033897`."""
    return dict(re.findall(r"^(\S[^:\n]*?) *: (.*)$", text, re.MULTILINE))


def test_identifies_the_module(gammu):
    module = fields(gammu("identify"))
    assert module["Manufacturer"] == "u-blox"
    assert "SARA-R510M8S" in module["Model"]
    assert module["Firmware"] == "03.15"
    assert module["IMEI"] == "357862090033897"
    assert module["SIM IMSI"] == "222107701772423"


def test_reads_the_battery(gammu):
    battery = fields(gammu("battery"))
    assert battery["Battery level"] == "100 percent"
    assert battery["Charge state"] == "powered from battery"


def test_reads_the_network(gammu):
    network = fields(gammu("networkinfo"))
    assert network["Network"].startswith("001 01 ")
    assert network["Network"].endswith("LAC 0001, CID 01a2d001")
    assert network["GPRS"] == "attached"


def test_sets_the_clock(gammu):
    gammu("setdatetime", "12:34:56", "2026/11/22")
    assert "Nov 22 12:3" in gammu("getdatetime")


@pytest.fixture
def empty_inbox(gammu):
    """Leaves no message behind."""
    yield
    gammu("deleteallsms", INBOX)
    assert "0 SMS parts" in gammu("getallsms")


@pytest.mark.usefixtures("empty_inbox")
@pytest.mark.parametrize("text", ["5 {euro}", "Größe: 5 €, Καλημέρα, мир"])
def test_sends_a_message_to_itself_and_reads_it(gammu, text):
    unicode = [] if text.isascii() else ["-unicode"]
    sent = gammu("sendsms", "TEXT", OWN_NUMBER, *unicode, "-text", text)
    assert re.search(r"OK, message reference=\d+$", sent, re.MULTILINE)
    wait_until(lambda: "1 SMS parts" in gammu("getallsms"))
    messages = gammu("getallsms")
    assert f"\n\n{text}\n" in messages
    assert fields(messages)["Remote number"] == f'"{OWN_NUMBER}"'


@pytest.mark.usefixtures("empty_inbox")
def test_a_long_message_goes_in_parts(gammu):
    text = "All work and no play makes a module dull. " * 6
    sent = gammu("sendsms", "TEXT", OWN_NUMBER, "-len", str(len(text)), "-text", text)
    assert sent.count("OK, message reference=") == 2
    wait_until(lambda: "2 SMS parts" in gammu("getallsms"))
    messages = gammu("getallsms")
    assert "part 1 of 2" in messages and "part 2 of 2" in messages
