"""The first conversations of the libraries that hosts are built with, on the pseudo-terminal.

Each line has to give OK, as it does on the module.  [at-commands 2.2]
"""
import re
import time

import pytest

from conftest import PATIENCE, command, wait_for_answer, wait_until


class Poll(str):
    """A line that is asked again and again until a line of its answer matches `until`."""

    def __new__(cls, line, until):
        poll = super().__new__(cls, line)
        poll.until = until
        return poll


class Urc(str):
    """A line that comes by itself, as a pattern."""


class Rate(int):
    """The host's own speed changes."""


READY = Poll("AT+CPIN?", r"\+CPIN: READY")
REGISTERED = Poll("AT+CEREG?", r"\+CEREG: \d,[15]\b.*")

UBXLIB = [
    *["AT"] * 10, "AT+CGMM", "ATE0", "AT+CMEE=2", "AT+UDCONF=1,0", "AT&K3", "AT&K0", "AT+UPSV=0",
    "AT+UPSV=1,1300", "AT+UPSV=3", "AT+UPSV=0", "AT+UPSMR=1", "AT+CPSMS?", "AT+CEDRXS?",
    "AT+UMNOPROF?", "AT+UGPRF?", "AT+UGPRF=2", "AT+UGPRF?", READY, "AT+CFUN=4",
    "AT+CREG=2", "AT+CGREG=2", "AT+CEREG=4", "AT+CIMI", 'AT+CGDCONT=1,"IP","apn"',
    'AT+UAUTHREQ=1,0,"",""', "AT+CFUN=1", "AT+COPS?", "AT+COPS=0", "AT+CREG?", "AT+CGREG?",
    REGISTERED, Poll("AT+CGATT?", r"\+CGATT: 1"), Poll("AT+CGACT?", r"\+CGACT: 1,1"),
    "AT+UPSD=0,0,0", "AT+UPSD=0,100,1", "AT+UPSDA=0,3", Urc(r'\+UUPSDA: 0,"10\.0\.0\.2"'),
]
SPARKFUN = [
    "AT", "ATE0", "AT+UGPIOC=16,2", "AT+UGPIOC=19,22", "AT+CMGF=1", "AT+CTZU=1", READY,
    "AT+CREG=2", "AT+CEREG=2", REGISTERED,
    "AT+UPSD=0,0,0", "AT+UPSD=0,100,1", "AT+UPSDA=0,3", Urc(r'\+UUPSDA: 0,"10\.0\.0\.2"'),
]
PARTICLE = [
    "AT", "ATI9", "AT+UGPIOC?", "AT+UGPIOC=23,1,0", "AT+UGPIOR=23", READY, "AT+CCID", "AT+IFC?",
    "AT+IFC=2,2", "AT+IPR=460800", Rate(460800), "AT", "AT+UMNOPROF?", "AT+UBANDMASK?",
    "AT+COPS=3,2", "AT+CGEREP=1,0", "AT+URAT?", "AT+CPSMS?", "AT+CEDRXS?", "AT+UPSV?", "AT+UPSV=1",
    "AT+UPSV=0", "AT+CGDCONT?", "AT+CEMODE?", "AT+CFUN?", "AT+CREG=2", "AT+CGREG=2", "AT+CEREG=2",
    "AT+COPS=0,2", REGISTERED, "AT+UPORTFWD=100,1",
]
ZEPHYR = [
    *["AT"] * 4, "ATE0", "AT+CFUN=4", "AT+CMEE=1", "AT+CREG=1", "AT+CGREG=1", "AT+CEREG=1",
    "AT+CREG?", "AT+CEREG?", "AT+CGREG?", "AT+CGSN", "AT+CGMM", "AT+CGMI", "AT+CGMR",
    "AT+CFUN=1", READY, "AT+CIMI", "AT+CCID", REGISTERED,
]
# No script of its own in the reference: the lines of priority 1 and 2 that its index says Toit has.
TOIT = [
    "AT", "ATE0", READY, "AT+CCID", "AT+CFUN=1", "AT+URAT=7", "AT+UPSV=0", "AT+CPSMS=0",
    "AT+COPS=0", REGISTERED, "AT+UPSD=0,0,0", "AT+UPSD=0,100,1", "AT+UPSDA=0,3",
    Urc(r"\+UUPSDA: 0,.*"), "AT+UPSND=0,0", "AT+USOCR=6", "AT+USOSO=0,6,1,1", "AT+USOCTL=0,0",
    "AT+USOCL=0",
]
HOSTS = {"ubxlib": UBXLIB, "SparkFun": SPARKFUN, "Particle": PARTICLE, "Zephyr": ZEPHYR,
         "Toit": TOIT}


def wait_for_urc(port, pattern):
    end = time.monotonic() + PATIENCE
    while not re.fullmatch(pattern, port.read_until(b"\r\n").decode().strip()):
        assert time.monotonic() < end, f"{pattern} did not come"


def converse(port, lines):
    for line in lines:
        if isinstance(line, Rate):
            time.sleep(0.1)  # [AD T4]
            port.baudrate = line
        elif isinstance(line, Urc):
            wait_for_urc(port, line)
        elif isinstance(line, Poll):
            wait_until(lambda poll=line: any(
                re.fullmatch(poll.until, answer) for answer in command(port, poll)))
        else:
            answer = command(port, line)
            assert answer[-1] == "OK", f"{line}: {answer}"


@pytest.mark.parametrize("host", HOSTS)
def test_starts_up_without_an_error(module, host):
    with module.open() as port:
        wait_for_answer(port)
        converse(port, HOSTS[host])


@pytest.mark.parametrize("rate", [9600, 38400, 57600, 230400, 921600])
def test_the_module_follows_the_first_at_of_sparkfun(module, rate):
    with module.open(rate) as port:
        wait_for_answer(port)
        assert command(port, "ATE0")[-1] == "OK"


def test_sends_and_reads_a_message_in_text_mode_as_sparkfun_does(module):
    with module.open() as port:
        wait_for_answer(port)
        converse(port, ["ATE0", READY, REGISTERED, "AT+CMGF=1", "AT+CNMI=2,1"])
        port.write(b'AT+CMGS="+393351234567"\r')
        assert port.read_until(b"\n> ") == b"\r\n> "
        port.write(b"hello, myself\x1a")
        assert re.search(rb"\+CMGS: 0\r\n\r\nOK\r\n$", port.read_until(b"OK\r\n"))
        wait_for_urc(port, r'\+CMTI: "ME",1')
        envelope, text, final = command(port, "AT+CMGR=1")
        assert envelope.startswith('+CMGR: "REC UNREAD","+393351234567",,"')
        assert (text, final) == ("hello, myself", "OK")
        assert command(port, "AT+CMGD=1") == ["OK"]
