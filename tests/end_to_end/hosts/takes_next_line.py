"""Takes the next line for the answer to its command."""
from modem import FINAL, Lines, open_module

port = open_module()
lines = Lines(port)


def ask(command):
    port.write(command.encode() + b"\r")
    while not (answer := lines.next()) or answer.startswith("AT"):
        pass
    while not FINAL.fullmatch(lines.next()):
        pass
    return answer


port.write(b"ATE0\r")
while lines.next() != "OK":
    pass
port.write(b"AT+CEREG=1\r")
while lines.next() != "OK":
    pass
assert ask("AT+CGMM") == "SARA-R510M8S"
