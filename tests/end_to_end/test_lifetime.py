"""How a run begins and ends: signals, links and flash files."""
import os
import signal
import time

import pytest
from conftest import ask, run_r5sim


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_it_in_order(module, number):
    assert module.end(number) == (0, "", "")
    assert not os.path.lexists(module.link)


def test_a_killed_run_leaves_a_link_that_the_next_replaces(start):
    killed = start()
    killed.end(signal.SIGKILL)
    assert os.path.lexists(killed.link)
    following = start()
    with following.open() as port:
        assert ask(port, "AT").endswith(b"OK\r\n")


def test_two_runs_do_not_share_a_link(start):
    first = start()
    result = run_r5sim("run", "--link", first.link)
    assert result.returncode == 2
    assert result.stderr.count(b"\n") == 1 and b"another r5sim serves this link" in result.stderr
    with first.open() as port:
        assert ask(port, "AT").endswith(b"OK\r\n")


def test_two_runs_do_not_share_a_flash(start, tmp_path):
    start("--flash", tmp_path / "flash")
    result = run_r5sim("run", "--flash", tmp_path / "flash", "--link", tmp_path / "other")
    assert result.returncode == 2
    assert result.stderr.count(b"\n") == 1
    assert b"another program uses this flash" in result.stderr
    assert not os.path.lexists(tmp_path / "other")


def test_a_flash_outlives_sigkill(start, tmp_path):
    flash = tmp_path / "flash"
    start("--flash", flash).end(signal.SIGKILL)
    size = flash.stat().st_size
    assert size > 0
    again = start("--flash", flash)
    assert again.ready_line
    assert flash.stat().st_size == size
    with again.open() as port:
        assert ask(port, "AT").endswith(b"OK\r\n")


def test_logs_are_up_to_date_while_it_runs(start, tmp_path):
    module = start("--trace", tmp_path / "trace", "--at-log", tmp_path / "log")
    with module.open() as port:
        ask(port, "AT")
    time.sleep(0.2)
    assert (tmp_path / "trace").read_text().count("\n") > 1
    assert "uart > AT" in (tmp_path / "log").read_text()


def test_turbo_boots_and_answers_at_once(start):
    began = time.monotonic()
    module = start()
    with module.open() as port:
        ask(port, "AT")
    assert time.monotonic() - began < 1
