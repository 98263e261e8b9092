"""Validates what `r5sim test --junit` writes against the schema that CI servers share.

usage: check_junit.py R5SIM SCHEMA

Scenarios that pass, fail and cannot be played, with everything in them that XML does not like.
Ends with 77, which CTest counts as skipped, without xmllint.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
SCENARIOS = {
    "passes": {"title": "passes & <\"']]> é", "steps": [{"wait": "1s"}]},
    "fails": {"title": "fails", "steps": [{"wait_ready": {}}, {"send": "AT\u0001\u00ff<&\r"},
                                          {"expect": {"line": "never", "within": "1s"}}]},
    "refers": {"title": "refers to nothing", "steps": [{"xmodem": {"payload": "absent"}}]},
}


def validate(document, schema):
    """True if the file is valid; what is wrong goes to standard error."""
    return subprocess.run(["xmllint", "--noout", "--nonet", "--schema", schema, document],
                          check=False).returncode == 0


def main(r5sim, schema):
    if not shutil.which("xmllint"):
        print("skipped: no xmllint (Debian package libxml2-utils)")
        return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for stem, scenario in SCENARIOS.items():
            (folder / f"{stem}.json").write_text(json.dumps({"r5sim": 1, **scenario}))
        report = folder / "report.xml"
        subprocess.run([r5sim, "test", "--junit", report, folder], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        text = report.read_text()
        for part in ("<failure", "<error", 'tests="3"'):
            assert part in text, f"no {part} in {text}"
        if not validate(report, schema):
            return 1
        # The schema can say no.
        report.write_text(text.replace('tests="3"', 'tests="many"'))
        assert not validate(report, schema)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
