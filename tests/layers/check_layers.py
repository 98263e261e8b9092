#!/usr/bin/env python3
"""Reads every #include of the project and says which break the rules of rules.py.

usage: check_layers.py ROOT      exit code 0: none, 1: some (one line each)
"""
import pathlib
import re
import sys

import rules

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
NOISE = re.compile(r"""
    //[^\n]* | /\*.*?\*/            # comments
  | R"(\w*)\(.*?\)\1"             # raw strings
  | "(?:\\.|[^"\\\n])*"           # strings
  | '(?:\\.|[^'\\\n])'            # characters, lest '"' opens a string
""", re.DOTALL | re.VERBOSE)


def sources(root):
    """Every header and source of the project, as (path relative to root, text)."""
    for folder in sorted(rules.FOLDERS):
        for path in sorted((root / folder).rglob("*.[ch]pp")):
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def without_noise(text):
    """The code alone: comments and string literals blanked, lines kept."""
    return NOISE.sub(lambda match: "\n" * match.group().count("\n"), text)


def part_of(path):
    """Which part of models a file belongs to."""
    if path in rules.COMMON_FILES:
        return "common"
    pieces = path.split("/")
    return pieces[1] if len(pieces) > 2 else "module"


def step_of(part):
    for number, parts in enumerate(rules.STEPS):
        if part in parts:
            return number
    return None


def model_arrow_problem(path, header):
    """Why one file of models may not include the other; None if it may."""
    here, there = part_of(path), part_of(header)
    if here == there or there in rules.EXTRA_ARROWS.get(here, ()):
        return None
    steps = step_of(here), step_of(there)
    if None in steps:
        return f"models/{here if steps[0] is None else there} has no place in rules.py"
    if steps[0] < steps[1]:
        return None
    return f"models/{here} may not include models/{there}"


def project_include_problem(path, header, known):
    here, there = path.split("/")[0], header.split("/")[0]
    if header not in known:
        return f'"{header}" is not a file: include by the full path from the root'
    if there not in rules.FOLDERS[here]:
        return f"{here} may not include {there} ({header})"
    if here == there == "models":
        return model_arrow_problem(path, header)
    return None


def library_include_problem(path, header):
    folder = path.split("/")[0]
    for prefix, places in rules.CONFINED_HEADERS.items():
        if header.startswith(prefix) and not places & {folder, path}:
            return f"<{header}> belongs in {', '.join(sorted(places))} only"
    impure = header in rules.IMPURE_HEADERS or header.startswith(rules.IMPURE_HEADER_PREFIXES)
    if folder in rules.PURE_FOLDERS and impure:
        return f"<{header}> has no place in {folder}: no threads, wall clock or operating system"
    return None


def word_problems(path, code):
    if path.split("/")[0] not in rules.PURE_FOLDERS:
        return
    for pattern, reason in rules.IMPURE_WORDS:
        for match in re.finditer(pattern, code):
            yield code.count("\n", 0, match.start()) + 1, f"{match.group()}: {reason}"


def file_problems(path, text, known):
    """Yields (line, problem) of one file."""
    if path.endswith(".hpp") and not re.search(r"^#pragma once$", text, re.MULTILINE):
        yield 1, "a header begins with #pragma once"
    for match in INCLUDE.finditer(text):
        quote, header = match.groups()
        problem = (project_include_problem(path, header, known) if quote == '"'
                   else library_include_problem(path, header))
        if problem:
            yield text.count("\n", 0, match.start(1)) + 1, problem
    yield from word_problems(path, without_noise(text))


def cycles(files):
    """Yields each header that reaches itself, which #pragma once would hide."""
    edges = {path: [header for quote, header in INCLUDE.findall(text) if quote == '"']
             for path, text in files.items()}
    for start in edges:
        seen, queue = set(), list(edges[start])
        while queue:
            header = queue.pop()
            if header not in seen:
                seen.add(header)
                queue.extend(edges.get(header, ()))
        if start in seen:
            yield start


def check(root):
    """Every problem below root, as printable lines."""
    files = dict(sources(pathlib.Path(root)))
    lines = [f"{path}:{line}: {problem}" for path, text in files.items()
             for line, problem in file_problems(path, text, files)]
    return lines + [f"{path}:1: includes itself in a circle" for path in cycles(files)], len(files)


def main():
    lines, count = check(sys.argv[1])
    print("\n".join(lines) or f"{count} files keep to their layers")
    return 1 if lines or not count else 0


if __name__ == "__main__":
    sys.exit(main())
