"""The multiplexer on a real terminal, against a host written from 3GPP TS 27.010 alone."""
import time

from conftest import command, wait_for_answer, wait_until
from ppp_peer import IPCP, LCP, Peer

SABM, UA, DISC, UIH = 0x3F, 0x73, 0x53, 0xEF
MODEM_STATUS, TAKEN = 0xE3, 0xE1


def fcs(data):
    """TS 27.010, 5.2.1.6."""
    value = 0xFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0xE0 if value & 1 else value >> 1
    return 0xFF - value


class Mux:
    """The host's multiplexer over a serial port."""

    def __init__(self, port):
        self.port = port
        self.received = {}

    def send(self, dlci, control, info=b""):
        size = len(info)
        length = [size << 1 | 1] if size < 128 else [(size & 127) << 1, size >> 7]
        header = bytes([dlci << 2 | 3, control, *length])
        checked = header if control == UIH else header + info
        self.port.write(b"\xf9" + header + info + bytes([fcs(checked)]) + b"\xf9")

    def receive(self):
        """The next frame: DLCI, control field and information."""
        address = b"\xf9"
        while address == b"\xf9":
            address = self.port.read(1)
        header = address + self.port.read(2)
        size = header[2] >> 1
        if not header[2] & 1:
            header += self.port.read(1)
            size |= header[3] << 7
        info, check, flag = self.port.read(size), self.port.read(1), self.port.read(1)
        assert flag == b"\xf9"
        assert check[0] == fcs(header if header[1] == UIH else header + info)
        return header[0] >> 2, header[1], info

    def take(self):
        """Takes a frame, and answers what the module tells of its control lines."""
        dlci, control, info = self.receive()
        if control != UIH:
            return dlci, control
        if dlci == 0 and info[0] == MODEM_STATUS:
            self.send(0, UIH, bytes([TAKEN]) + info[1:])
        self.received[dlci] = self.received.get(dlci, b"") + info
        return None

    def open(self, dlci):
        self.send(dlci, SABM)
        answer = None
        while answer is None:
            answer = self.take()
        assert answer == (dlci, UA)


class Channel:
    """A channel that looks like a serial port."""

    def __init__(self, mux, dlci):
        self.mux, self.dlci = mux, dlci
        mux.open(dlci)

    def write(self, data):
        self.mux.send(self.dlci, UIH, data)

    def read_until(self, end):
        while end not in self.mux.received.get(self.dlci, b""):
            self.mux.take()
        head, tail = self.mux.received[self.dlci].split(end, 1)
        self.mux.received[self.dlci] = tail
        return head + end


def test_a_call_and_commands_share_the_line(module):
    with module.open() as port:
        wait_for_answer(port)
        command(port, "ATE0")
        wait_until(lambda: "+CEREG: 0,1" in command(port, "AT+CEREG?"))
        assert command(port, "AT+CMUX=0,0,,1509,,,,,") == ["OK"]
        time.sleep(0.1)
        mux = Mux(port)
        mux.open(0)
        commands, data = Channel(mux, 1), Channel(mux, 2)
        data.write(b"ATD*99***1#\r")
        data.read_until(b"\r\nCONNECT\r\n")
        peer = Peer(data)
        peer.settle(LCP, bytes([2, 6, 0, 0, 0, 0]))
        peer.settle(IPCP, bytes([3, 6, 0, 0, 0, 0]))
        assert command(commands, "AT+CGMI") == ["u-blox", "OK"]
        assert command(commands, "ATD*99***1#") == ["ERROR"]  # one call at a time
        assert peer.ping(peer.address[:3] + b"\2", b"ping" * 300)[20] == 0
        mux.send(0, UIH, bytes([MODEM_STATUS, 5, 2 << 2 | 3, 0x89]))  # RTC off ends the call
        data.read_until(b"\r\nNO CARRIER\r\n")
        mux.send(0, DISC)
        time.sleep(0.5)
        port.reset_input_buffer()
        assert command(port, "AT") == ["OK"]
