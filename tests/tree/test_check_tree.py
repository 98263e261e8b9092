"""The tree check finds what is planted, and nothing in a tidy tree."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import check_tree  # noqa: E402

CLEAN = {"sim/a.cpp": "int todo_list = 0;\n", "README.md": "# Work\n\nlink: /tmp/sara-r5\n",
         "tests/corpus/seed.txt": "AT\r", "build/dev/x.txt": "/home/me \n"}

PLANTED = [
    ("sim/a.cpp", "int a;  // TODO: later\n", "sim/a.cpp:1: 'TODO'"),
    ("tools/a.sh", "\ncd /home/me/r5sim\n", "tools/a.sh:2: '/home/m'"),
    ("README.md", "<<<<<<< HEAD\n", "a merge left it behind"),
    ("a.py", "a = 1 \n", "white space at the end"),
    ("a.json", "{}\r\n", "carriage return"),
    ("sim/a.cpp", "\tint a;\n", "tab"),
    ("sim/a.cpp", "int a;", "the last line has no end"),
    ("sim/a.cpp", "int a;\n" * 351, "more than 350 lines"),
]


def check(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(text.encode("utf-8"))
        return check_tree.check(root)


class CheckTree(unittest.TestCase):
    def test_a_tidy_tree_passes(self):
        self.assertEqual(check(CLEAN), ([], 2))

    def test_everything_planted_is_found(self):
        for name, text, message in PLANTED:
            with self.subTest(planted=text[:40], where=name):
                lines, _ = check({**CLEAN, name: text})
                self.assertEqual(len(lines), 1, lines)
                self.assertIn(message, lines[0])


if __name__ == "__main__":
    unittest.main()
