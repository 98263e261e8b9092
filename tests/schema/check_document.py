"""Compares a checked-in document with the one that the tables generate.

usage: check_document.py JUDGE FILE
"""

import pathlib
import subprocess
import sys


def main():
    judge, file = sys.argv[1], pathlib.Path(sys.argv[2])
    kind = file.stem
    generated = subprocess.run([judge, kind], check=True, capture_output=True, text=True).stdout
    if file.exists() and file.read_text() == generated:
        return 0
    print(f"{file} is not what the tables say: run `r5sim test --{kind} > scenarios/{file.name}`")
    return 1


if __name__ == "__main__":
    sys.exit(main())
