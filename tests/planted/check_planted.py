"""A sweep finds the journal that is written too late; the saved scenario shows it again.

usage: check_planted.py R5SIM_WITH_THE_BUG R5SIM
"""
import json
import pathlib
import subprocess
import sys
import tempfile

SCENARIO = {
    "r5sim": 1, "title": "a delta is installed", "limit": "2h",
    "packages": {"delta": {"kind": "delta", "to": "02.06,A00.01", "delta_size": 4000}},
    "module": {"product": "SARA-R510M8S-00B-00", "profile": {"image_bytes": 65536},
               "files": [{"name": "package", "tag": "FOAT", "package": "delta"}]},
    "steps": [
        {"wait_ready": "10s"}, {"command": "AT"}, {"command": "AT+UFWINSTALL=1,115200"},
        {"expect": {"line": "+UUFWINSTALL: 128", "within": "1h"}}, {"wait_state": "Active"},
    ],
}


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)


def main(planted, sound):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        scenario = folder / "delta.json"
        scenario.write_text(json.dumps(SCENARIO))
        at = ("--at", "flash-writes", "--save-failures", folder / "saved", "--shrink")

        result = run(sound, "sweep", scenario, *at)
        assert result.returncode == 0, result.stdout
        result = run(planted, "sweep", scenario, *at)
        assert result.returncode == 1, "the sweep did not find the bug"
        assert "invariant usable" in result.stdout, result.stdout

        for saved in (folder / "saved").iterdir():
            again = run(planted, "test", saved)
            assert again.returncode == 1 and "invariant" in again.stdout, again.stdout
            assert run(sound, "test", saved).returncode == 0, f"{saved} blames the sound one"
        shrunk = json.loads(next((folder / "saved").glob("*-short.json")).read_text())
        assert {"command": "AT"} not in shrunk["steps"], shrunk["steps"]


if __name__ == "__main__":
    main(*sys.argv[1:])
