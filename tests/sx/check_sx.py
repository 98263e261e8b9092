#!/usr/bin/env python3
"""Real sx sends files to our receiver; what arrives must be the file, filled up with 1Ah.

usage: check_sx.py RECEIVER      exit code 0: every transfer was right
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

PADDING = 0x1A

# name, options of sx, arguments of the receiver, bytes of the file
TRANSFERS = [
    ("128, CRC", [], [], 70_000),
    ("1k, CRC", ["-k"], [], 500_000),
    ("1k, CRC, the end in short blocks", ["-k"], [], 4 * 1024 + 130),
    ("128, checksum", [], ["sums"], 70_000),
    ("1k, checksum", ["-k"], ["sums"], 500_000),
    ("one byte", [], [], 1),
    ("more than 256 blocks", [], [], 300 * 128),
    ("noise in a block, 128", [], ["noise"], 10_000),
    ("noise in a block, 1k", ["-k"], ["noise"], 10_000),
]


def contents(size):
    """Every byte value, control characters of Xmodem included, and no short period."""
    return bytes((i * i // 7 + i) & 0xFF for i in range(size - 1)) + b"\x55"


def transfer(sx, receiver, options, arguments, data, folder):
    sent, received = folder / "sent", folder / "received"
    sent.write_bytes(data)
    host = subprocess.Popen([sx, "-q", *options, str(sent)], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    module = subprocess.Popen([receiver, str(received), *arguments], stdin=host.stdout,
                              stdout=host.stdin)
    host.stdin.close()
    host.stdout.close()
    codes = module.wait(timeout=60), host.wait(timeout=60)
    if codes != (0, 0):
        return f"exit codes of receiver and sx are {codes}"
    result = received.read_bytes()
    if result[:len(data)] != data:
        return "the file arrived changed"
    padding = result[len(data):]
    if len(padding) >= 1024 or set(padding) - {PADDING}:
        return f"{len(padding)} bytes behind the file, not all of them padding"
    return None


def main():
    receiver = sys.argv[1]
    sx = shutil.which("sx")
    if sx is None:
        sys.exit("sx is missing: install the Debian package lrzsz")
    failed = 0
    for name, options, arguments, size in TRANSFERS:
        with tempfile.TemporaryDirectory() as folder:
            problem = transfer(sx, receiver, options, arguments, contents(size),
                               pathlib.Path(folder))
        print(f"{name}: {problem or 'right'}")
        failed += problem is not None
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
