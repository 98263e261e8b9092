#!/usr/bin/env python3
"""Holds the state machine that the README draws against `r5sim states --dot`.

usage: check_machine.py R5SIM README      exit code 0: the same transitions, 1: not
"""
import pathlib
import re
import subprocess
import sys

MACHINE = "lwm2m client"
EDGE = re.compile(rf'"{MACHINE}\.(\w+)" -> "{MACHINE}\.(\w+)" \[label="(\w+)')
DRAWN = re.compile(r"^ +(\w+) --> (\w+): (.+)$", re.MULTILINE)


def main(r5sim, readme):
    printed = subprocess.run([r5sim, "states", "--dot"], check=True, capture_output=True, text=True)
    machine = set(EDGE.findall(printed.stdout))
    block = re.search(r"```mermaid\n(.*?)```", pathlib.Path(readme).read_text("utf-8"), re.DOTALL)
    drawn = {(state, following, event)
             for state, following, events in DRAWN.findall(block.group(1) if block else "")
             for event in events.split(", ")}
    for transition in sorted(machine - drawn):
        print("the README lacks", *transition)
    for transition in sorted(drawn - machine):
        print("only the README has", *transition)
    return 0 if machine and machine == drawn else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
