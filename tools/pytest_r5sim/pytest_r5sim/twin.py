"""The process `r5sim run` and what belongs to it."""
import pathlib
import subprocess

from pytest_r5sim.control import Control


class Twin:
    """A live module.

    `port` is the path that host software opens, `control` what a test does to its surroundings.
    """

    def __init__(self, program, folder, *, speed="turbo", product=None, world=None, flash=None,
                 seed=None, arguments=()):
        folder = pathlib.Path(folder)
        self.port = str(folder / "sara-r5")
        self.trace = folder / "trace.jsonl"
        options = {"--link": self.port, "--control": folder / "control", "--speed": speed,
                   "--trace": self.trace, "--product": product, "--world": world, "--flash": flash,
                   "--seed": seed}
        command = [str(program), "run"]
        for option, value in options.items():
            if value is not None:
                command += [option, str(value)]
        self.process = subprocess.Popen(command + list(map(str, arguments)),
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        if not self.process.stdout.readline().startswith("ready "):
            raise RuntimeError(self.process.communicate()[1].strip())
        self.control = Control(folder / "control")

    def stop(self):
        """Ends the module in order; what it printed on standard error."""
        self.control.close()
        self.process.terminate()
        return self.process.communicate()[1]

    def kill(self):
        """Ends the process at once, which is a power cut: a flash file is as it was."""
        self.process.kill()
        self.control.close()
        self.process.communicate()
