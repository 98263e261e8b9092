"""The layer check finds what is planted, and nothing in a tree that keeps the rules."""
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import check_layers  # noqa: E402
import rules  # noqa: E402

CLEAN = {
    "sim/time.hpp": "#pragma once\n#include <chrono>\n",
    "models/result.hpp": '#pragma once\n#include "sim/time.hpp"\n',
    "models/storage/flash.hpp": '#pragma once\n#include "models/result.hpp"\n',
    "models/update/agent.hpp": '#pragma once\n#include "models/storage/flash.hpp"\n',
    "models/at/reply.hpp": "#pragma once\n",
    "models/commands/firmware.cpp": '#include "models/at/reply.hpp"\n'
                                    '#include "models/update/agent.hpp"\n'
                                    "// no std::thread, no steady_clock here\n"
                                    'auto text = "unordered_map";\n',
    "models/module.hpp": '#pragma once\n#include "models/at/reply.hpp"\n',
    "pty/master.cpp": '#include "sim/time.hpp"\n#include <boost/asio.hpp>\n#include <unistd.h>\n',
    "tools/main.cpp": '#include "models/module.hpp"\n#include <CLI/CLI.hpp>\n#include <chrono>\n'
                      "auto now = std::chrono::steady_clock::now();\n",
    "tests/support/catch.hpp": "#pragma once\n#include <catch2/catch.hpp>\n",
}

# What is planted -> what must be said about it.
PLANTED = [
    ("sim/a.hpp", '#pragma once\n#include "models/module.hpp"\n', "sim may not include models"),
    ("pty/a.cpp", '#include "models/module.hpp"\n', "pty may not include models"),
    ("models/a.cpp", '#include "tools/x.hpp"\n', "is not a file"),
    ("models/storage/a.cpp", '#include "models/update/agent.hpp"\n',
     "models/storage may not include models/update"),
    ("models/at/a.cpp", '#include "models/update/agent.hpp"\n',
     "models/at may not include models/update"),
    ("models/update/a.cpp", '#include "models/module.hpp"\n',
     "models/update may not include models/module"),
    ("models/radio/a.cpp", '#include "models/at/reply.hpp"\n', "models/radio has no place"),
    ("models/update/a.cpp", '#include "agent.hpp"\n', "full path from the root"),
    ("models/update/a.cpp", "#include <boost/msm/back/state_machine.hpp>\n", "machine.hpp only"),
    ("models/update/a.cpp", "#include <boost/asio/io_context.hpp>\n", "<boost/asio/io_context"),
    ("tests/spec_a.cpp", "#include <catch2/catch.hpp>\n", "catch.hpp only"),
    ("sim/a.cpp", "#include <thread>\n", "<thread> has no place in sim"),
    ("models/at/a.cpp", "#include <sys/stat.h>\n", "<sys/stat.h> has no place in models"),
    ("models/at/a.cpp", "#include <random>\n", "<random> belongs in"),
    ("sim/a.cpp", "auto t = std::chrono::system_clock::now();\n", "sim/a.cpp:1: system_clock"),
    ("sim/a.cpp", "\nstd::unordered_map<int, int> m;\n", "sim/a.cpp:2: unordered_map"),
    ("models/at/a.cpp", "std::uniform_int_distribution<int> d;\n", "uniform_int_distribution"),
    ("sim/a.hpp", "int a;\n", "#pragma once"),
    ("sim/a.hpp", '#pragma once\n#include "sim/a.hpp"\n', "in a circle"),
]


def check(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return check_layers.check(root)


class CheckLayers(unittest.TestCase):
    def test_a_clean_tree_passes(self):
        self.assertEqual(check(CLEAN), ([], len(CLEAN)))

    def test_every_planted_violation_is_found(self):
        for name, text, message in PLANTED:
            with self.subTest(planted=text, where=name):
                lines, _ = check({**CLEAN, name: text})
                self.assertEqual(len(lines), 1, lines)
                self.assertIn(message, lines[0])

    def test_every_part_stands_on_one_step(self):
        parts = [part for step in rules.STEPS for part in step]
        self.assertEqual(len(parts), len(set(parts)))


if __name__ == "__main__":
    unittest.main()
