"""What the end-to-end tests share: the program under test and a live module on a terminal.

The program is $R5SIM; CTest sets it.
"""
import contextlib
import os
import pathlib
import re
import signal
import subprocess
import time

import pytest
import serial

R5SIM = os.environ["R5SIM"]
PATIENCE = 60  # seconds that anything may take on a busy machine


class Module:
    """`r5sim run` with a link of its own."""

    def __init__(self, folder, *arguments, speed="turbo", link=None):
        self.link = pathlib.Path(link or folder / "sara-r5")
        self.process = subprocess.Popen(
            [R5SIM, "run", "--link", self.link, "--speed", speed, *map(str, arguments)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.ready_line = self.process.stdout.readline()

    def open(self, baudrate=115200, timeout=PATIENCE, **settings):
        """The terminal as pyserial sees it."""
        return serial.Serial(str(self.link), baudrate, timeout=timeout, **settings)

    def end(self, with_signal=signal.SIGTERM):
        """Sends the signal; the exit code and what else it printed on both streams."""
        self.process.send_signal(with_signal)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


@pytest.fixture
def start(tmp_path):
    """Starts modules, and ends those that a test leaves behind."""
    modules = []

    def start_module(*arguments, **settings):
        modules.append(Module(tmp_path, *arguments, **settings))
        return modules[-1]

    yield start_module
    for module in modules:
        with contextlib.suppress(ProcessLookupError):
            module.process.kill()
        module.process.communicate()


@pytest.fixture
def module(start):
    """One module in turbo."""
    return start()


def run_r5sim(*arguments, stdin=b"", env=None, patience=PATIENCE):
    """Runs the program to its end."""
    return subprocess.run([R5SIM, *map(str, arguments)], input=stdin, capture_output=True,
                          timeout=patience, env={**os.environ, **(env or {})}, check=False)


def ask(port, command, until=b"OK\r\n"):
    """Sends a line; everything up to the answer's end."""
    port.write(command.encode() + b"\r")
    return port.read_until(until)


FINAL = re.compile(r"OK|ERROR|\+CM[ES] ERROR: .*|NO CARRIER|ABORTED")


def command(port, line):
    """Sends a line; the lines that come, the final result code last."""
    port.write(line.encode() + b"\r")
    lines = [""]
    while not FINAL.fullmatch(lines[-1]):
        piece = port.read_until(b"\r\n")
        assert piece.endswith(b"\r\n"), f"{line}: nothing after {lines}"
        lines.append(piece.decode().strip())
    return [text for text in lines if text]


def wait_until(condition):
    """Waits for something to become true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.01)


def wait_for_answer(port, unless=None):
    """Asks again and again, as hosts do, until the module has booted and says OK.

    False when something comes instead that the pattern `unless` is found in.
    """
    heard = b""

    def answered():
        nonlocal heard
        heard += ask(port, "AT")
        return b"OK\r\n" in heard or (unless and re.search(unless, heard))

    patience, port.timeout = port.timeout, 0.2
    wait_until(answered)
    port.timeout = patience
    if unless and re.search(unless, heard):
        return False
    time.sleep(0.05)  # a second answer, to an AT that it had not taken yet
    port.reset_input_buffer()
    return True
