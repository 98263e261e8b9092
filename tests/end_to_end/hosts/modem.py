"""What the hosts of these tests have in common: the terminal, and a module that has booted."""
import os
import re

import serial

FINAL = re.compile(r"OK|ERROR|\+CM[ES] ERROR: .*")


def open_module():
    port = serial.Serial(os.environ["R5SIM_PORT"], 115200, timeout=2)
    while True:
        port.write(b"AT\r")
        if b"OK\r\n" in port.read_until(b"OK\r\n"):
            port.timeout = None
            return port


class Lines:
    """Puts together what comes in pieces."""

    def __init__(self, port):
        self.port = port
        self.text = b""

    def next(self):
        while b"\r\n" not in self.text:
            self.text += self.port.read(self.port.in_waiting or 1)
        line, self.text = self.text.split(b"\r\n", 1)
        return line.decode()
