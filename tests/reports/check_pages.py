"""Opens the pages of `r5sim test --html` in a headless Chromium.

usage: check_pages.py R5SIM SCENARIOS [FOLDER]

Each has to be drawn, without a word on the browser's console and without asking for anything else.
With FOLDER pages and screenshots stay there.  Ends with 77, which CTest counts as skipped, without
a browser.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

SKIPPED = 77
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 120  # seconds a page may take on a busy machine
PLAYED = ("table-07", "3.1.1-power-loss")  # a success and a run with a fault


def open_page(browser, url, screenshot, profile):
    """Draws the page into a file; what the browser has to say of it."""
    result = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
         "--no-first-run", "--enable-logging=stderr", "--v=0", "--hide-scrollbars",
         "--window-size=1200,1400", f"--user-data-dir={profile}", f"--screenshot={screenshot}", url],
        capture_output=True, text=True, timeout=PATIENCE, check=True)
    return [line for line in result.stderr.splitlines() if "CONSOLE" in line]


def count_colours(png):
    """Different bytes in a picture's data: a blank page has next to none."""
    data = png.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    pixels, at = b"", 8
    while at < len(data):
        size = int.from_bytes(data[at:at + 4], "big")
        if data[at + 4:at + 8] == b"IDAT":
            pixels += data[at + 8:at + 8 + size]
        at += size + 12
    return len(set(zlib.decompress(pixels)))


def check_page(browser, page, folder):
    text = page.read_text()
    outside = re.findall(r'(?:src|href)="((?!data:)[^"]*)"', text)
    assert not [link for link in outside if "/" in link], outside
    screenshot = folder / f"{page.stem}.png"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        said = open_page(browser, page.as_uri(), screenshot, profile)
        assert not said, said
        assert count_colours(screenshot) > 20, f"{page.name} is blank"


def sweep_of(cases=120):
    """What `r5sim sweep --json` writes of a sweep whose last phase is a bad one."""
    def case(index):
        phase = ("booting", "FOAT transfer", "validation", "installation")[4 * index // cases]
        outcome = {"installation": "asks for a transfer", "validation": "new firmware"}.get(
            phase, "old firmware")
        verdict = "violated" if index == cases - 9 else "held"
        return {"id": f"e{index}", "index": index, "event": index, "time_ns": index * 731_000_000,
                "phase": phase, "when": [], "verdict": verdict,
                "outcome": "dead" if verdict == "violated" else outcome, "ended_ns": 10**11,
                "violations": [{"what": "invariant usable", "time_ns": 10**11,
                                "expected": "an answer to AT", "found": ""}],
                "transcript": ["  99.000000 uart   > AT\\r"]}
    return {"sweep": 1, "file": "foat.json", "title": "FOAT", "seed": 1, "fault": "power-loss",
            "what": {}, "at": "events", "depth": 1, "points": cases, "virtual_ns": 10**11,
            "shard": {"number": 1, "of": 1}, "cases": [case(index) for index in range(cases)]}


def make_sweep_page(r5sim, folder):
    """The map of a sweep, as a page in `folder`."""
    report = folder / "sweep.json"
    report.write_text(json.dumps(sweep_of()))
    made = subprocess.run([r5sim, "merge", report, "--html", folder / "sweep"], check=False,
                          stderr=subprocess.DEVNULL)
    assert made.returncode == 1  # something is violated
    (folder / "sweep" / "index.html").rename(folder / "sweep.html")


def check_console(browser, folder):
    """An error on the console is noticed at all."""
    wrong = folder / "wrong.htm"
    wrong.write_text("<script>console.error('heard')</script>")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        assert open_page(browser, wrong.as_uri(), folder / "wrong.png", profile)


def main(r5sim, scenarios, keep=None):
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        print(f"skipped: none of {', '.join(BROWSERS)} is installed")
        return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(keep or name).resolve()
        files = [file for file in sorted(pathlib.Path(scenarios).rglob("*.json"))
                 if any(part in file.name for part in PLAYED)]
        subprocess.run([r5sim, "test", "--html", folder, *files], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        make_sweep_page(r5sim, folder)
        pages = sorted(folder.glob("*.html"))
        assert len(pages) == len(files) + 2, pages
        for page in pages:
            check_page(browser, page, folder)
        check_console(browser, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
