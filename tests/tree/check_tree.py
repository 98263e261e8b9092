#!/usr/bin/env python3
"""Says what a finished tree does not contain: notes to oneself, one machine's paths, untidy text.

usage: check_tree.py ROOT        exit code 0: none, 1: some (one line each)
"""
import pathlib
import re
import sys

SKIPPED_FOLDERS = {".git", "build", ".cache", "__pycache__", "corpus"}
TEXT = {".cpp", ".hpp", ".py", ".sh", ".md", ".json", ".txt", ".cmake", ".yml", ".yaml", ""}
CODE = {".cpp", ".hpp"}
LONGEST_FILE = 350  # lines; a file holds one idea
TABLES = {"models/at/error_texts.cpp"}  # one table of the manual, as long as it is there

FORBIDDEN = [
    (r"\b(TODO|FIXME|XXX|HACK)\b", "do it, or write an issue"),
    (r"(?<![\w.])/(home|root|Users|work|mnt)/\w", "a path of one machine"),
    (r"^(<<<<<<<|>>>>>>>) ", "a merge left it behind"),
    (r"[ \t]+$", "white space at the end of the line"),
    (r"\r", "carriage return: lines end with a line feed"),
    (r"\t", "tab: indent with spaces"),
]


def text_files(root):
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.is_file() and path.suffix in TEXT and not SKIPPED_FOLDERS & set(inside.parts):
            yield inside.as_posix(), path


def problems(name, text):
    """Yields (line, problem) of one file."""
    if name.startswith("tests/tree/"):
        return  # the words stand here because they are looked for
    for pattern, reason in FORBIDDEN:
        for match in re.finditer(pattern, text, re.MULTILINE):
            yield text.count("\n", 0, match.start()) + 1, f"{match.group()!r}: {reason}"
    if text and not text.endswith("\n"):
        yield text.count("\n") + 1, "the last line has no end"
    is_code = pathlib.PurePath(name).suffix in CODE and name not in TABLES
    if is_code and text.count("\n") > LONGEST_FILE:
        yield LONGEST_FILE, f"more than {LONGEST_FILE} lines: a file holds one idea"


def check(root):
    """Every problem below root, as printable lines, and the number of files read."""
    lines, count = [], 0
    for name, path in text_files(pathlib.Path(root)):
        count += 1
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            lines.append(f"{name}:1: not UTF-8")
            continue
        lines += [f"{name}:{line}: {problem}" for line, problem in problems(name, text)]
    return lines, count


def main():
    lines, count = check(sys.argv[1])
    print("\n".join(lines) or f"{count} files are tidy")
    return 1 if lines or not count else 0


if __name__ == "__main__":
    sys.exit(main())
