"""`r5sim console`: this terminal, or what stands in for it, is the host."""
import os
import pty
import subprocess
import termios

from conftest import PATIENCE, R5SIM, run_r5sim


def test_a_pipe_is_sent_when_the_module_answers():
    result = run_r5sim("console", "--speed", "turbo", stdin=b"AT\r")
    assert result.returncode == 0 and result.stderr == b""
    assert result.stdout.endswith(b"\r\nOK\r\n")


def test_each_line_waits_for_the_answer_to_the_one_before():
    result = run_r5sim("console", "--speed", "turbo", stdin=b"ATE0\rAT+CGMM\rATI9\rAT\r")
    assert result.returncode == 0
    assert result.stdout.count(b"\r\nOK\r\n") == 4


def test_a_file_is_sent_when_the_module_answers(tmp_path):
    (tmp_path / "commands").write_bytes(b"AT\r")
    with open(tmp_path / "commands", "rb") as commands:
        result = subprocess.run([R5SIM, "console", "--speed", "turbo"], stdin=commands,
                                capture_output=True, timeout=PATIENCE, check=False)
    assert result.returncode == 0 and result.stderr == b""
    assert result.stdout.endswith(b"\r\nOK\r\n")


def test_a_terminal_is_raw_until_ctrl_bracket_ends_it():
    keyboard, terminal = pty.openpty()
    before = termios.tcgetattr(terminal)
    with subprocess.Popen([R5SIM, "console", "--speed", "turbo"], stdin=terminal, stdout=terminal,
                          stderr=subprocess.PIPE) as console:
        assert b"Ctrl-]" in console.stderr.readline()
        answer = b""
        while b"OK\r\n" not in answer:
            os.write(keyboard, b"AT\r")
            answer += os.read(keyboard, 4096)
        os.write(keyboard, b"\x1d")
        assert console.wait(PATIENCE) == 0
    assert termios.tcgetattr(terminal) == before
    os.close(keyboard)
    os.close(terminal)
