"""`r5sim run --control`: the module's surroundings from another program."""
import json
import os
import random
import socket
import stat
import time

import pytest
from conftest import PATIENCE, ask, run_r5sim, wait_for_answer, wait_until


class Client:
    """A peer of the control socket."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(str(path))
        self.lines = self.socket.makefile("rb")

    def send(self, text):
        self.socket.sendall(text if isinstance(text, bytes) else text.encode())

    def read(self):
        return json.loads(self.lines.readline())

    def request(self, method, *params, **named):
        request = {"jsonrpc": "2.0", "id": 5, "method": method}
        if params or named:
            request["params"] = named or list(params)
        self.send(json.dumps(request) + "\n")
        answer = self.read()
        assert answer["jsonrpc"] == "2.0" and answer["id"] == 5
        return answer

    def call(self, method, *params, **named):
        return self.request(method, *params, **named)["result"]

    def error(self, method, *params, **named):
        return self.request(method, *params, **named)["error"]["code"]

    def close(self):
        self.lines.close()
        self.socket.close()


@pytest.fixture
def control(start, tmp_path):
    """A module in turbo, and how to connect to its control socket."""
    path = tmp_path / "control"
    module = start("--control", path)
    clients = []

    def connect():
        clients.append(Client(path))
        return clients[-1]

    yield module, connect
    for client in clients:
        client.close()


def test_only_its_owner_may_open_the_socket_and_it_goes_with_the_module(control, tmp_path):
    module, _ = control
    assert stat.S_IMODE(os.stat(tmp_path / "control").st_mode) == 0o600
    assert module.end() == (0, "", "")
    assert not (tmp_path / "control").exists()


def test_supply_pins_and_inspection(control):
    module, connect = control
    client = connect()
    with module.open() as port:
        wait_for_answer(port)
        assert client.call("snapshot")["state"] == "Active"
        client.call("supply", "off")
        off = client.call("snapshot")
        assert off["state"] == "NotPowered" and off["supply"] is False
        client.call("supply", "on")
        wait_for_answer(port)
        client.call("pin", name="RESET_N", level="low", **{"for": "100ms"})
        wait_for_answer(port)
        client.call("fault", power_loss="1s")
        wait_for_answer(port)
    assert client.call("inspect", "/product") == "SARA-R510M8S-01B-00"
    assert client.call("inspect", "/nothing") is None
    assert client.call("ports")[0] == {"name": "uart", "link": str(module.link),
                                       "terminal": os.readlink(module.link)}


def test_time_stands_still_until_it_is_moved(start, tmp_path):
    start("--control", tmp_path / "control", speed="step")
    client = Client(tmp_path / "control")
    assert client.call("snapshot")["state"] != "Active"
    assert client.call("snapshot")["time"] == client.call("snapshot")["time"] == 0
    booting = client.call("advance", **{"for": "1h", "until": {"kind": "state"}})
    assert booting == {"met": True, "time": client.call("snapshot")["time"]}
    assert booting["time"] < 10_000_000_000
    assert client.call("speed") == "step"
    client.call("advance", "10s")
    assert client.call("snapshot")["state"] == "Active"
    assert client.call("speed", "turbo") == "turbo"
    wait_until(lambda: client.call("snapshot")["time"] > 13_000_000_000)
    client.close()


def test_a_subscriber_gets_the_trace(control):
    module, connect = control
    client, other = connect(), connect()
    client.call("subscribe", ["command", "response"])
    with module.open() as port:
        wait_for_answer(port)
        ask(port, "AT+CGMM")
    told = [client.read() for _ in range(2)]
    while told[-2]["params"].get("line") != "+CGMM":
        told.append(client.read())
    assert all(one["method"] == "trace" and "id" not in one for one in told)
    assert {one["params"]["kind"] for one in told} == {"command", "response"}
    assert "SARA-R510M8S" in told[-1]["params"]["text"]
    assert other.call("snapshot")["state"] == "Active"  # the next line is its answer


@pytest.mark.parametrize("line, code", [
    ("{", -32700), ("\x00", -32700), ("[" * 5000, -32700), ("", -32700),
    ("5", -32600), ("[]", -32600), ("{}", -32600), ('"pin"', -32600),
    ('{"jsonrpc":"1.0","id":1,"method":"ports"}', -32600),
    ('{"jsonrpc":"2.0","id":{},"method":"ports"}', -32600),
    ('{"jsonrpc":"2.0","id":1,"method":5}', -32600),
    ('{"jsonrpc":"2.0","id":1,"method":"ports","params":5}', -32600),
    ('{"jsonrpc":"2.0","id":1,"method":"prots"}', -32601),
    ('{"jsonrpc":"2.0","id":1,"method":"send","params":["AT"]}', -32601),
    ('{"jsonrpc":"2.0","id":1,"method":"pin","params":{"name":"PWR","level":"low"}}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"pin","params":["PWR_ON","low"]}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"supply","params":["of"]}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"supply"}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"cable","params":{"port":"usb","is":"out"}}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"cable","params":{"port":5}}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"fault"}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"fault","params":{"earthquake":{}}}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"fault","params":{"cable_detach":{"port":"usb"}}}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"fault","params":{"reset":{"pin":"RST"}}}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"advance","params":["-1s"]}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"advance","params":["9999d"]}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"speed","params":["fast"]}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"inspect","params":["no pointer"]}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"inspect","params":{"pointer":5}}', -32602),
    ('{"jsonrpc":"2.0","id":1,"method":"subscribe","params":[["smell"]]}', -32602),
])
def test_nonsense_gets_an_error_and_harms_nothing(control, line, code):
    _, connect = control
    client = connect()
    before = client.call("snapshot")
    client.send(line + "\n")
    answer = client.read()
    assert answer["error"]["code"] == code, answer
    after = client.call("snapshot")
    assert (before["state"], before["inspect"]) == (after["state"], after["inspect"])


def test_a_batch_is_answered_but_for_its_notifications(control):
    _, connect = control
    client = connect()
    client.send('[{"jsonrpc":"2.0","id":1,"method":"ports"},{"jsonrpc":"2.0","method":"log",'
                '"params":["x"]},{"jsonrpc":"2.0","id":"b","method":"nothing"}]\n')
    assert [sorted(one) for one in client.read()] == [["id", "jsonrpc", "result"],
                                                      ["error", "id", "jsonrpc"]]
    client.send('{"jsonrpc":"2.0","method":"log","params":["x"]}\n')
    assert client.call("ports")  # nothing was said in between


def test_random_bytes_and_hasty_peers_leave_it_alive(control):
    module, connect = control
    noise = random.Random(5)
    pieces = [b'{"jsonrpc":"2.0",', b'"id":1,', b'"method":"pin"', b'"params":[', b"]", b"}", b"\n",
              b"\xff\xfe", b"[[[", b'"speed"', b"null", b"1e999", b"\x00"]
    for _ in range(40):
        client = connect()
        client.send(b"".join(noise.choices(pieces, k=200)) + noise.randbytes(50) + b"\n")
        client.close()
    endless = connect()
    with pytest.raises(OSError):
        for _ in range(100):
            endless.send(b"x" * 100_000)  # a line without an end
            time.sleep(0.001)
        raise ConnectionError(endless.lines.readline())
    with module.open() as port:
        wait_for_answer(port)
    assert connect().call("snapshot")["state"] == "Active"


def test_a_path_in_use_is_bad_input(control, tmp_path):
    control[0].open().close()
    for path in (tmp_path / "control", "/nowhere/control", tmp_path / ("long" * 40)):
        result = run_r5sim("run", "--link", tmp_path / "second", "--control", path)
        assert result.returncode == 2 and result.stderr.count(b"\n") == 1, result
    (tmp_path / "file").write_text("mine")
    result = run_r5sim("run", "--link", tmp_path / "second", "--control", tmp_path / "file")
    assert result.returncode == 2 and (tmp_path / "file").read_text() == "mine"


def test_the_methods_are_listed_where_one_looks(control):
    _, connect = control
    page = run_r5sim("run", "--control-help").stdout.decode()
    for method in connect().call("methods"):
        assert f"\n{method['name']} " in page
