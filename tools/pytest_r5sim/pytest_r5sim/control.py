"""The control socket of `r5sim run --control`, as an object."""
import json
import socket
import time


class ControlError(Exception):
    """The twin refuses a call; `code` is that of JSON-RPC 2.0."""

    def __init__(self, code, message):
        super().__init__(f"{message} ({code})")
        self.code = code


class Control:
    """Power, pins, faults and time of a twin.  Values are those of scenario steps: "250ms", "low"."""

    def __init__(self, path, patience=60):
        self.patience = patience
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(patience)
        self._socket.connect(str(path))
        self._lines = self._socket.makefile("r", encoding="utf-8")
        self._last_id = 0
        self._records = []

    def call(self, method, *value, **named):
        """Any method of `r5sim run --control-help`; its result.  Raises ControlError."""
        self._last_id += 1
        request = {"jsonrpc": "2.0", "id": self._last_id, "method": method}
        if value or named:
            request["params"] = named or list(value)
        self._socket.sendall(json.dumps(request).encode() + b"\n")
        while True:
            answer = self._read()
            if answer.get("id") == self._last_id:
                break
        if "error" in answer:
            raise ControlError(answer["error"]["code"], answer["error"]["message"])
        return answer["result"]

    def power_off(self):
        """Cuts the supply: nothing gets a chance to save."""
        self.call("supply", "off")

    def power_on(self):
        """Applies the supply."""
        self.call("supply", "on")

    def cut_power(self, length="5s"):
        """A power cut of that much virtual time."""
        self.power_off()
        self.advance(length)
        self.power_on()

    def pin(self, name, level, length=None):
        """Drives an input pin "high" or "low"; with a length it goes back by itself."""
        self.call("pin", name=name, level=level, **({"for": length} if length else {}))

    def reset(self, length="100ms"):
        """Pulls RESET_N."""
        self.pin("RESET_N", "low", length)

    def cable(self, where):
        """Plugs the primary UART's cable "in" or pulls it "out"."""
        self.call("cable", where)

    def fault(self, kind, value=None):
        """Lets a fault of a scenario strike now: fault("cable_detach", {"for": "2s"})."""
        self.call("fault", **{kind: {} if value is None else value})

    def advance(self, length):
        """Moves virtual time at once; the time it is then, in seconds."""
        return self.call("advance", length)["time"] / 1e9

    def advance_until(self, kind, *, steps=1000, **fields):
        """Moves virtual time to the first record of that kind with these fields and gives it; a
        number means at least that much.  For speed "step", where nothing else moves.

        Goes in steps of ten seconds, so that host software can do its part in between; raises
        TimeoutError after that many.
        """
        numbers = {key: value for key, value in fields.items() if type(value) is int}
        texts = {key: value for key, value in fields.items() if key not in numbers}
        until = {"kind": kind, "where": texts, "at_least": numbers}
        self.subscribe(kind)
        self.records()
        for _ in range(steps):
            if self.call("advance", **{"for": "10s", "until": until})["met"]:
                return self.wait_for(kind, **fields)
        raise TimeoutError(f"no {kind} with {fields}")

    def speed(self, speed=None):
        """Changes how time passes: "turbo", "step" or a factor; without one only tells it."""
        return self.call("speed", speed) if speed is not None else self.call("speed")

    def inspect(self, pointer=""):
        """What the module shows of itself at a JSON pointer; None if nothing is there."""
        return self.call("inspect", pointer)

    def state(self):
        """Name of the module's state, such as "Active"."""
        return self.call("snapshot")["state"]

    def is_ready(self):
        """True while the module answers AT or asks for a transfer."""
        return self.call("snapshot")["ready"]

    def wait_ready(self):
        """Waits until it is; raises TimeoutError after `patience` seconds of wall time."""
        end = time.monotonic() + self.patience
        while not self.is_ready():
            if time.monotonic() > end:
                raise TimeoutError(f"the module is in the state {self.state()}")
            time.sleep(0.02)

    def subscribe(self, *kinds):
        """Has records of these kinds (or all) collected, for records() and wait_for()."""
        self.call("subscribe", list(kinds)) if kinds else self.call("subscribe")

    def records(self):
        """Hands over the records that have come since the last call."""
        self.call("ports")  # what was traced before its answer has come when it has
        taken, self._records = self._records, []
        return taken

    def wait_for(self, kind, **fields):
        """The next record of that kind with these fields; a number means at least that much."""
        while True:
            while self._records:
                record = self._records.pop(0)
                if record["kind"] == kind and _has(record, fields):
                    return record
            self._read()

    def close(self):
        """Ends the connection; the twin stays."""
        self._lines.close()
        self._socket.close()

    def _read(self):
        line = self._lines.readline()
        if not line:
            raise ConnectionError("the twin has gone")
        message = json.loads(line)
        if message.get("method") == "trace":
            self._records.append(message["params"])
        return message


def _has(record, fields):
    for key, wanted in fields.items():
        found = record.get(key)
        if isinstance(wanted, int) and not isinstance(wanted, bool):
            if not isinstance(found, int) or found < wanted:
                return False
        elif found != wanted:
            return False
    return True
