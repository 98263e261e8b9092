"""A PPP host written from the RFCs alone: framing, LCP, IPCP and ping."""
import struct

LCP, CHAP, IPCP, IPV4 = 0xC021, 0xC223, 0x8021, 0x0021
REQUEST, ACK, NAK, TERMINATE, TERMINATE_ACK = 1, 2, 3, 5, 6
FLAG, ESCAPE = 0x7E, 0x7D


def fcs(data):
    """RFC 1662, appendix C."""
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ 0x8408 if value & 1 else value >> 1
    return value ^ 0xFFFF


def checksum(data):
    """RFC 1071."""
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Peer:
    """The host's end of a link over a serial port that is in data mode."""

    def __init__(self, port):
        self.port = port
        self.address = bytes(4)

    def send(self, protocol, data):
        content = struct.pack(">HH", 0xFF03, protocol) + data
        content += struct.pack("<H", fcs(content))
        stuffed = bytearray()
        for byte in content:
            stuffed += bytes([ESCAPE, byte ^ 0x20]) if byte < 0x20 or byte in (FLAG, ESCAPE) \
                else bytes([byte])
        self.port.write(b"~" + bytes(stuffed) + b"~")

    def receive(self):
        """The next frame: protocol and data."""
        while True:
            raw = self.port.read_until(b"~").rstrip(b"~")
            if not raw:
                continue
            content, escaped = bytearray(), False
            for byte in raw:
                if byte == ESCAPE:
                    escaped = True
                    continue
                content.append(byte ^ 0x20 if escaped else byte)
                escaped = False
            if fcs(content[:-2]) == struct.unpack("<H", content[-2:])[0]:
                assert content[:2] == b"\xff\x03"
                return struct.unpack(">H", content[2:4])[0], bytes(content[4:-2])

    def control(self, protocol, code, identifier, data=b""):
        self.send(protocol, struct.pack(">BBH", code, identifier, len(data) + 4) + data)

    def settle(self, protocol, options):
        """Negotiates one protocol until both sides have agreed; takes what the module wants.

        The module begins: before, it would not listen.
        """
        agreed = set()
        while agreed != {"ours", "theirs"}:
            came, packet = self.receive()
            if came != protocol:
                self.other(came, packet)
                continue
            code, identifier, length = struct.unpack(">BBH", packet[:4])
            if code == REQUEST:
                self.control(protocol, ACK, identifier, packet[4:length])
                self.control(protocol, REQUEST, 1, options)
                agreed.add("theirs")
            elif code == ACK:
                agreed.add("ours")
            elif code == NAK:
                self.address = packet[6:10]
                self.control(protocol, REQUEST, 2, packet[4:length])

    def other(self, protocol, packet):
        """A challenge: any response is right."""
        if protocol == CHAP and packet[0] == 1:
            self.control(CHAP, 2, packet[1], b"\x10" + bytes(16) + b"user")

    def ping(self, to, payload):
        """Sends an echo request; the packet that comes back."""
        message = struct.pack(">BBHHH", 8, 0, 0, 77, 1) + payload
        message = message[:2] + struct.pack(">H", checksum(message)) + message[4:]
        header = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(message), 1, 0, 64, 1, 0,
                             self.address, to)
        header = header[:10] + struct.pack(">H", checksum(header)) + header[12:]
        self.send(IPV4, header + message)
        while True:
            protocol, packet = self.receive()
            if protocol == IPV4:
                return packet
