"""What ModemManager asks a modem that it does not know, on the pseudo-terminal."""
import json
import re

import pytest

from conftest import command, run_r5sim, wait_for_answer, wait_until

PROBING = [
    "ATZ", "ATE0", "ATV1", "AT+CMEE=1", "ATX4", "AT&C1", "AT+IFC=?", "AT+GCAP", "ATI",
    "AT+CGMI", "AT+CGMM", "AT+CGMR", "AT+CGSN", "AT+GMI", "AT+GMM", "AT+GMR", "AT+GSN",
    "AT+CPIN?", "AT+CIMI", "AT+CCID", "AT+CNUM", 'AT+CLCK="SC",2', "AT+CLCK=?",
    "AT+CFUN?", "AT+CFUN=?", "AT+WS46=?", "AT+WS46?", "AT+CSCS=?", 'AT+CSCS="UCS2"', "AT+CSCS?",
    'AT+CSCS="IRA"', "AT+CGDCONT=?", "AT+CGDCONT?", "AT+CGACT?", "AT+CGATT?",
    "AT+CREG=2", "AT+CGREG=2", "AT+CEREG=2", "AT+CREG?", "AT+CGREG?", "AT+CEREG?",
    "AT+COPS=3,2;+COPS?", "AT+COPS=3,0;+COPS?", "AT+CSQ", "AT+CESQ", "AT+CIND=?", "AT+CIND?",
    "AT+CMER=3,0,0,1", "AT+CMGF=?", "AT+CMGF=0", "AT+CPMS=?", 'AT+CPMS="ME","ME","ME"',
    "AT+CNMI=?", "AT+CNMI=2,1,0,0,0", "AT+CMGL=4", "AT+CCLK?", "AT+CTZU=1", "AT+CTZR=1",
    "AT+URAT=?", "AT+UBANDMASK=?", "AT+UGPIOC?",
]


@pytest.fixture
def port(module):
    with module.open() as opened:
        wait_for_answer(opened)
        wait_until(lambda: command(opened, "AT+CPIN?")[-1] == "OK")
        yield opened


def test_no_question_gives_an_error(port):
    answers = {line: command(port, line) for line in PROBING}
    assert {line: answer for line, answer in answers.items() if answer[-1] != "OK"} == {}


def test_the_identity_in_one_line(port):
    command(port, "ATE0")
    answer = command(port, "AT+CGMI;+CGMM;+CGMR;+CGSN;+CLAC;+WS46=?")
    assert answer[:4] == ["u-blox", "SARA-R510M8S", "03.15", "357862090033897"]
    assert answer[-2:] == ["(28)", "OK"]


def test_clac_lists_every_command(port):
    command(port, "ATE0")
    known = json.loads(run_r5sim("commands", "--json").stdout)
    assert command(port, "AT+CLAC") == [row["name"] for row in known] + ["OK"]


@pytest.mark.parametrize("line, pattern", [
    ("AT+CGSN", r"\d{15}"),
    ("AT+CIMI", r"\d{15}"),
    ("AT+CCID", r"\+CCID: \d{19,20}"),
    ("AT+CNUM", r'\+CNUM: "[^"]*","\+\d+",145'),
    ("AT+WS46=?", r"\(28\)"),
    ("AT+CPIN?", r"\+CPIN: READY"),
    ("AT+CIND=?", r'\+CIND: (\("\w+",\([\d,-]+\)\),?)+'),
    ("AT+CPMS=?", r'\+CPMS: (\(("\w\w",?)+\),?){3}'),
])
def test_answers_parse(port, line, pattern):
    command(port, "ATE0")
    text, final = command(port, line)
    assert re.fullmatch(pattern, text)
    assert final == "OK"
