"""The contract of the command line: exit codes, one line for what is wrong."""
import pytest
from conftest import run_r5sim

BAD = {
    "no subcommand": [],
    "unknown subcommand": ["walk"],
    "unknown option": ["run", "--lnk", "/tmp/x"],
    "option without value": ["run", "--link"],
    "unknown product": ["run", "--product", "SARA-R510M8S-01B-0"],
    "speed of a word": ["run", "--speed", "fast"],
    "speed of zero": ["run", "--speed", "0"],
    "negative speed": ["run", "--speed", "-1"],
    "seed of a word": ["run", "--seed", "x"],
    "link in no folder": ["run", "--link", "/nowhere/sara"],
    "link over a file": ["run", "--link", "{folder}/file"],
    "link over a folder": ["run", "--link", "{folder}"],
    "flash in no folder": ["run", "--flash", "/nowhere/flash"],
    "flash is a folder": ["run", "--flash", "{folder}"],
    "flash of another size": ["run", "--flash", "{folder}/file"],
    "world is absent": ["run", "--world", "/nowhere/world.json"],
    "world is no JSON": ["run", "--world", "{folder}/file"],
    "world with an unknown key": ["run", "--world", "{folder}/unknown.json"],
    "world with a wrong type": ["run", "--world", "{folder}/wrong.json"],
    "trace in no folder": ["run", "--trace", "/nowhere/trace"],
    "AT log in no folder": ["run", "--at-log", "/nowhere/log"],
    "negative seed": ["run", "--seed", "-1"],
    "test without a scenario": ["test"],
    "test of an absent file": ["test", "/nowhere/scenario.json"],
    "test of no JSON": ["test", "{folder}/file"],
    "test with an unknown key": ["test", "{folder}/unknown.json"],
    "test with a wrong type": ["test", "{folder}/wrong.json"],
    "test with no jobs": ["test", "--jobs", "0", "{folder}/good.json"],
    "test with a negative seed": ["test", "--seed", "-1", "{folder}/good.json"],
    "test with traces in no folder": ["test", "--trace-dir", "{folder}/file/x",
                                      "{folder}/good.json"],
    "test of no shard": ["test", "--shard", "5/4", "{folder}/good.json"],
    "test at no device": ["test", "--port", "/nowhere/tty", "{folder}/good.json"],
    "test at a file": ["test", "--port", "{folder}/file", "{folder}/good.json"],
    "test at a device with jobs": ["test", "--port", "/dev/null", "--jobs", "2", "{folder}/good.json"],
    "test with pages in no folder": ["test", "--html", "{folder}/file/x", "{folder}/good.json"],
    "merge of nothing": ["merge"],
    "merge of an absent file": ["merge", "/nowhere/report.json"],
    "merge of no JSON": ["merge", "{folder}/file"],
    "merge of a scenario": ["merge", "{folder}/good.json"],
    "record in no folder": ["run", "--record", "/nowhere/session.json"],
    "control in no folder": ["run", "--control", "/nowhere/control"],
    "test with coverage in no folder": ["test", "--coverage", "/nowhere/coverage",
                                        "{folder}/good.json"],
    "run with coverage in no folder": ["run", "--coverage", "/nowhere/coverage"],
    "coverage of nothing": ["coverage"],
    "coverage of an absent file": ["coverage", "/nowhere/coverage"],
    "coverage of another file": ["coverage", "{folder}/file"],
    "coverage with a threshold above all": ["coverage", "--threshold", "101", "{folder}/file"],
    "inspect without a flash": ["inspect"],
    "inspect of an absent file": ["inspect", "--flash", "/nowhere/flash"],
    "inspect of another file": ["inspect", "--flash", "{folder}/file"],
    "fw without a verb": ["fw"],
    "console with a bad speed": ["console", "--speed", "fast"],
    "console with a bad product": ["console", "--product", "SARA-U201"],
}


NEVER = ('{"r5sim": 1, "title": "t", "steps": [{"wait_ready": {}}],'
         ' "faults": [{"name": "late", "when": "1h", "what": {"power_loss": {}}}]}')
FAILS = '{"r5sim": 1, "title": "t", "steps": [{"command": {"line": "AT", "result": "NO"}}]}'


@pytest.mark.parametrize("others, code", [({}, 3), ({"fails.json": FAILS}, 1)])
def test_a_fault_that_can_never_fire_is_exit_code_3_unless_something_failed(tmp_path, others, code):
    (tmp_path / "never.json").write_text(NEVER)
    for name, text in others.items():
        (tmp_path / name).write_text(text)
    junit = tmp_path / "junit.xml"
    result = run_r5sim("test", str(tmp_path), "--junit", str(junit))
    assert result.returncode == code, result
    assert b"INVALID " in result.stdout
    assert '<error type="invalid"' in junit.read_text()


@pytest.mark.parametrize("arguments", BAD.values(), ids=BAD.keys())
def test_bad_input_is_one_line_and_exit_code_2(tmp_path, arguments):
    (tmp_path / "file").write_text("not what you want")
    (tmp_path / "unknown.json").write_text('{"r5sim": 1, "title": "t", "modul": {}}')
    (tmp_path / "wrong.json").write_text('{"r5sim": 1, "title": "t", "module": {"product": 5}}')
    (tmp_path / "good.json").write_text('{"r5sim": 1, "title": "t", "steps": [{"wait": "1s"}]}')
    arguments = [argument.format(folder=tmp_path) for argument in arguments]
    if arguments[:1] == ["run"] and "--link" not in arguments:
        arguments += ["--link", str(tmp_path / "link")]
    result = run_r5sim(*arguments)
    assert result.returncode == 2, result
    assert result.stdout == b""
    assert result.stderr.startswith(b"r5sim: ")
    assert result.stderr.count(b"\n") == 1 and result.stderr.endswith(b"\n"), result.stderr


def test_a_mistyped_product_is_told_the_nearest():
    result = run_r5sim("run", "--product", "SARA-R510M8S-01B-0")
    assert b"did you mean" in result.stderr and b"SARA-R510M8S-01B-00" in result.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["console", "--help"]])
def test_help_is_on_everything(arguments):
    result = run_r5sim(*arguments)
    assert result.returncode == 0 and result.stderr == b""
    assert b"Usage: r5sim" in result.stdout


def test_version_tells_program_and_formats():
    result = run_r5sim("--version")
    assert result.returncode == 0 and result.stderr == b""
    lines = result.stdout.decode().splitlines()
    assert lines[0].startswith("r5sim ")
    assert any(line.startswith("scenario format ") for line in lines)


def test_nothing_is_coloured_where_nobody_looks():
    for arguments in (["--help"], ["walk"], ["--version"]):
        result = run_r5sim(*arguments, env={"NO_COLOR": "1"})
        assert b"\x1b" not in result.stdout + result.stderr
