"""`r5sim test --shard` and `r5sim merge`: parts make the whole."""
import json
import pathlib

from conftest import run_r5sim

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "examples"


def results(path):
    """A report without what differs from run to run."""
    report = json.loads(path.read_text())
    for result in report["results"]:
        del result["wall_seconds"]
    return report


def write(folder, name, *steps):
    (folder / f"{name}.json").write_text(json.dumps({"r5sim": 1, "title": name, "steps": steps}))


def test_two_shards_merged_equal_the_run_of_one(tmp_path):
    failing = tmp_path / "scenarios"
    failing.mkdir()
    write(failing, "fails", {"expect": {"line": "never", "within": "1s"}})
    write(failing, "passes", {"wait": "1s"})
    paths = [EXAMPLES, failing]
    assert run_r5sim("test", *paths, "--json", tmp_path / "one").returncode == 1
    parts = [tmp_path / "part-1", tmp_path / "part-2"]
    for number, part in enumerate(parts, start=1):
        run_r5sim("test", *paths, "--shard", f"{number}/2", "--json", part)
    merged = run_r5sim("merge", *reversed(parts), "--json", tmp_path / "whole", "--junit",
                       tmp_path / "junit", "--tap", tmp_path / "tap")
    assert merged.returncode == 1, merged
    assert results(tmp_path / "whole") == results(tmp_path / "one")
    total = len(results(tmp_path / "one")["results"])
    assert (tmp_path / "tap").read_text().splitlines()[1] == f"1..{total}"
    assert f'tests="{total}" failures="1"' in (tmp_path / "junit").read_text()


def test_a_shard_that_is_missing_is_no_success(tmp_path):
    run_r5sim("test", EXAMPLES, "--shard", "1/2", "--json", tmp_path / "part")
    merged = run_r5sim("merge", tmp_path / "part")
    assert merged.returncode == 2 and b"every shard once" in merged.stderr


def test_the_variables_of_a_ci_system_choose_the_shard(tmp_path):
    for name in ("a", "b", "c"):
        write(tmp_path, name, {"wait": "1s"})
    listed = run_r5sim("test", "--list", "--shard", "auto", tmp_path,
                       env={"CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "2"})
    assert [line.split(": ")[1] for line in listed.stdout.decode().splitlines()] == ["b"]


def test_more_machines_than_scenarios_leave_some_idle(tmp_path):
    write(tmp_path, "a", {"wait": "1s"})
    assert run_r5sim("test", tmp_path, "--shard", "5/5").returncode == 0
