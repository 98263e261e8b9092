"""Lets an independent validator and the decoder judge the same scenarios.

usage: check_agreement.py JUDGE SCENARIOS

Both have to accept the files of ./good and of SCENARIOS.  Then each step, fault, assert and other
part of ./good is changed at every place by the rules below.  Most changes are mistakes, some are
not: what counts is that schema and decoder agree on each.
"""

import copy
import json
import pathlib
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed: nothing was compared")
    sys.exit(77)

HERE = pathlib.Path(__file__).parent
LEAST = {"r5sim": 1, "title": "t"}

# What stands at a place is replaced by each of these.
VALUES = [
    None, True, 0, -1, 1, 7.0, 1.5, 256, 2**32, 2**63, 2**64, -(2**63), 1e300,
    "", "x", "5s", "1.5min", "5 s", "1.2345s", "0.5ns", "100000d", "on", "low", "1k", "ü", "Ā", "(",
    [], ["x"], [[]], {}, {"x": 1}, {"comment": "x"}, {"comment": 1}, {"line": "x"}, {"lines": []}, {"package": "x"},
]
# These keys are added to every object.
KEYS = {"comment": "for people", "nonsense": 1, "within": "5s", "prefix": "x", "send": "x", "for": "1s"}


def places(value, path=()):
    """Every place in a document, as the keys and indices that lead to it."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, path + (key,))


def at(document, path):
    for key in path:
        document = document[key]
    return document


def changed(document, path, value):
    if not path:
        return value
    result = copy.deepcopy(document)
    at(result, path[:-1])[path[-1]] = value
    return result


def changes(document):
    for path in places(document):
        for value in VALUES:
            yield changed(document, path, value)
        here = at(document, path)
        if isinstance(here, dict):
            for key in here:
                yield changed(document, path, {k: v for k, v in here.items() if k != key})
                yield changed(document, path, {(k + "x" if k == key else k): v for k, v in here.items()})
            for key, value in KEYS.items():
                yield changed(document, path, {**here, key: value})
        elif isinstance(here, list) and here:
            yield changed(document, path, here + here)


def parts(document):
    """The document taken apart: its elements one by one, each in a document of its own."""
    for key, value in document.items():
        elements = value if isinstance(value, list) else [value]
        for element in elements:
            yield {**LEAST, key: [element] if isinstance(value, list) else element}


def main():
    judge, scenarios = sys.argv[1], pathlib.Path(sys.argv[2])
    schema = json.loads(subprocess.run([judge, "schema"], check=True, capture_output=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["regex"]))

    ours = [json.loads(file.read_text()) for file in sorted(HERE.glob("good/*.json"))]
    theirs = [json.loads(file.read_text()) for file in sorted(scenarios.rglob("*.json")) if file.name != "schema.json"]
    documents = ours + theirs
    good = len(documents)
    for document in ours:
        for part in parts(document):
            documents += changes(part)

    lines = "".join(json.dumps(document) + "\n" for document in documents)
    judged = subprocess.run([judge], input=lines, check=True, capture_output=True, text=True).stdout.splitlines()
    assert len(judged) == len(documents)
    wrong = accepted = 0
    for index, (document, verdict) in enumerate(zip(documents, judged)):
        decoder_accepts = verdict == "accept"
        schema_accepts = validator.is_valid(document)
        accepted += decoder_accepts
        if decoder_accepts != schema_accepts or (index < good and not decoder_accepts):
            wrong += 1
            if wrong <= 10:
                print(f"decoder: {verdict}; schema: {'accept' if schema_accepts else 'refuse'}:")
                print("   " + json.dumps(document)[:2000])
    print(f"{len(documents)} documents, {accepted} accepted; schema and decoder disagree on {wrong}")
    if accepted == len(documents):
        print("none was refused: the changes prove nothing")
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
