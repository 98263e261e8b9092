#!/usr/bin/env python3
"""Runs `r5sim fw` as users type it: packages it makes, what it says of them, what it refuses.

usage: check_fw.py R5SIM      exit code 0: all as it should be
"""
import json
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import unittest

R5SIM = os.path.abspath(sys.argv[1])
SMALL_DELTA = ["--kind", "delta", "--from", "03.15,A00.01", "--to", "03.16,A00.01",
               "--image-size", "64KiB"]


class Fw(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_fw(self, *arguments):
        return subprocess.run([R5SIM, "fw", *map(str, arguments)], cwd=self.folder,
                              capture_output=True, text=True, timeout=60, check=False)

    def fw(self, *arguments):
        """What a command that must succeed prints."""
        done = self.run_fw(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""), arguments)
        return done.stdout

    def refused(self, expected, *arguments):
        done = self.run_fw(*arguments)
        self.assertEqual((done.returncode, done.stdout), (2, ""), arguments)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        self.assertIn(expected, done.stderr)

    def inspect(self, file):
        return json.loads(self.fw("inspect", file))

    def damage(self, file, offset):
        data = bytearray((self.folder / file).read_bytes())
        data[offset] ^= 1
        (self.folder / file).write_bytes(data)

    def not_valid(self, code, file, *arguments):
        done = self.run_fw("verify", file, *arguments)
        self.assertEqual((done.returncode, done.stderr), (1, ""))
        self.assertTrue(done.stdout.startswith(f"{file}: {code} "), done.stdout)


class Packages(Fw):
    def test_full(self):
        self.fw("make", "--kind", "full", "--product", "SARA-R510M8S-01B-00", "--to",
                "03.16,A00.01", "--size", "4.5MB", "-o", "fw.upd")
        self.assertEqual((self.folder / "fw.upd").stat().st_size, 4_500_000)
        said = self.inspect("fw.upd")
        self.assertEqual(said["kind"], "full")
        self.assertEqual(said["model"], "SARA-R510M8S-01B")
        self.assertEqual(said["to"], "03.16,A00.01")
        self.assertTrue(said["signed_with_factory_key"])
        self.assertEqual(said["durations"], {"validation_s": 135.0, "installation_s": 180.0})
        self.assertEqual(said["manifest"]["modem_version"], "03.16")
        self.assertEqual(self.fw("verify", "fw.upd"), "fw.upd: valid\n")

    def test_delta(self):
        self.fw("make", "--kind", "delta", "--from", "03.15,A00.01", "--to", "03.16,A00.01",
                "--delta-size", "450kB", "-o", "delta.upd")
        said = self.inspect("delta.upd")
        self.assertEqual((said["kind"], said["size"]), ("delta", 450_000))
        self.assertEqual((said["from"], said["to"]), ("03.15,A00.01", "03.16,A00.01"))
        self.assertEqual(said["durations"]["installation_s"], 900.0)
        self.fw("verify", "delta.upd")

    def test_dof(self):
        self.fw("make", "--kind", "dof", "--to", "03.15,A00.01", "--size", "64KiB", "-o", "fw.dof")
        self.assertEqual(self.inspect("fw.dof")["kind"], "dof")

    def test_from_images(self):
        for version in "03.15", "03.16":
            self.fw("make", "--to", f"{version},A00.01", "--size", "64KiB", "-o", version)
        self.fw("make", "--kind", "delta", "--old", "03.15", "--new", "03.16", "-o", "delta.upd")
        said = self.inspect("delta.upd")
        self.assertEqual((said["from"], said["to"]), ("03.15,A00.01", "03.16,A00.01"))
        self.assertLess(said["size"], 32_768)
        self.assertEqual(said["new_image"], self.inspect("03.16")["new_image"])

    def test_same_bytes_every_time(self):
        for name in "a", "b":
            self.fw("make", *SMALL_DELTA, "-o", name)
        self.assertEqual((self.folder / "a").read_bytes(), (self.folder / "b").read_bytes())

    def test_files(self):
        (self.folder / "object.txt").write_text("contents")
        self.fw("make", "--to", "03.16,A00.01", "--size", "64KiB", "--file", "31=object.txt",
                "-o", "fw.upd")
        self.assertEqual(self.inspect("fw.upd")["manifest"]["files"],
                         [{"name": "31", "size": 8, "tag": "XLWM2M"}])


class Keys(Fw):
    def test_own_key(self):
        hex_key = self.fw("key", "-o", "key.pem", "--public", "public.pem").strip()
        self.assertRegex(hex_key, "^[0-9a-f]{64}$")
        self.assertEqual(stat.S_IMODE((self.folder / "key.pem").stat().st_mode), 0o600)
        self.fw("make", *SMALL_DELTA, "--key", "key.pem", "-o", "own.upd")
        self.fw("verify", "own.upd", "--key", "key.pem")
        self.fw("verify", "own.upd", "--key", "public.pem")
        self.not_valid(173, "own.upd")
        self.fw("sign", "own.upd", "-o", "factory.upd")
        self.fw("verify", "factory.upd")
        self.fw("sign", "factory.upd", "--key", "key.pem")
        self.not_valid(173, "factory.upd")

    def test_openssl_agrees(self):
        self.fw("key", "-o", "key.pem", "--public", "public.pem")
        self.fw("make", *SMALL_DELTA, "--key", "key.pem", "-o", "own.upd")
        data = (self.folder / "own.upd").read_bytes()
        (self.folder / "signed").write_bytes(data[:208])
        (self.folder / "signature").write_bytes(data[208:272])
        subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin",
                        "-in", "signed", "-sigfile", "signature"], cwd=self.folder, check=True,
                       stdout=subprocess.DEVNULL)

    def test_bad_keys(self):
        (self.folder / "text").write_text("no key")
        subprocess.run(["openssl", "genpkey", "-algorithm", "X25519", "-out", "other.pem"],
                       cwd=self.folder, check=True)
        self.refused("text: expected a private key", "make", *SMALL_DELTA, "--key", "text",
                     "-o", "x")
        self.refused("other.pem: expected an Ed25519 key, found X25519", "make", *SMALL_DELTA,
                     "--key", "other.pem", "-o", "x")
        self.refused("missing.pem: cannot be read", "make", *SMALL_DELTA, "--key", "missing.pem",
                     "-o", "x")


class Verify(Fw):
    def setUp(self):
        super().setUp()
        self.fw("make", *SMALL_DELTA, "--delta-size", "8kB", "-o", "p.upd")

    def test_codes(self):
        for code, offset in (158, 0), (174, 8), (180, 16), (148, 40), (173, 210), (148, 4000):
            self.damage("p.upd", offset)
            self.not_valid(code, "p.upd")
            self.damage("p.upd", offset)
        self.fw("verify", "p.upd")

    def test_truncated(self):
        data = (self.folder / "p.upd").read_bytes()
        (self.folder / "p.upd").write_bytes(data[:5000])
        self.not_valid(148, "p.upd")

    def test_padding_of_xmodem(self):
        with open(self.folder / "p.upd", "ab") as file:
            file.write(b"\x1a" * 100)
        self.fw("verify", "p.upd")


class BadInput(Fw):
    def test_make(self):
        make = ["make", "-o", "x"]
        self.refused("product: 'SARA-R4' is unknown", *make, "--product", "SARA-R4", "--to", "1,2")
        self.refused("to: '03.16' is no version", *make, "--to", "03.16")
        self.refused("--to", *make)
        self.refused("--kind", *make, "--kind", "fast", "--to", "03.16,A00.01")
        self.refused("--size: '4.5 potatoes' is no size", *make, "--to", "03.16,A00.01", "--size",
                     "4.5 potatoes")
        self.refused("size: 10 bytes; a package has", *make, "--to", "03.16,A00.01", "--size", "10")
        self.refused("--size: '0.5' is no size", *make, "--to", "03.16,A00.01", "--size", "0.5")
        self.refused("size: ", *make, "--to", "03.16,A00.01", "--size", "900MB")
        self.refused("delta_size: 300 bytes is too small", *make, *SMALL_DELTA, "--delta-size",
                     "300")
        self.refused("--file: 'x'; expected NAME=PATH", *make, "--to", "03.16,A00.01", "--file", "x")
        self.refused("nowhere: cannot be read", *make, "--old", "nowhere", "--new", "nowhere")
        self.refused("--output is required", "make", "--to", "03.16,A00.01")
        self.refused("/nowhere/x: cannot be written: No such file", "make", "--to", "03.16,A00.01",
                     "--size", "64KiB", "-o", "/nowhere/x")
        self.assertFalse((self.folder / "x").exists())

    def test_not_images(self):
        (self.folder / "text").write_text("no image")
        self.refused("text: expected a firmware image", "make", "--new", "text", "-o", "x")

    def test_images_of_two_models(self):
        self.fw("make", "--to", "03.16,A00.01", "--size", "64KiB", "-o", "a")
        self.fw("make", "--product", "SARA-R500S-01B-00", "--to", "03.16,A00.01", "--size",
                "64KiB", "-o", "b")
        self.refused("new image: for SARA-R500S-01B", "make", "--kind", "delta", "--old", "a",
                     "--new", "b", "-o", "x")

    def test_files_that_are_no_packages(self):
        (self.folder / "text").write_text("no package")
        self.refused("text: 158", "inspect", "text")
        self.refused("text: 158", "sign", "text")
        self.not_valid(158, "text")
        for command in "inspect", "sign", "verify":
            self.refused("missing: cannot be read: No such file", command, "missing")
            self.refused(".: cannot be read: Is a directory", command, ".")

    def test_usage(self):
        self.refused("subcommand", *[])
        self.refused("--nonsense", "inspect", "x", "--nonsense")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
