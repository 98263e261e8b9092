"""Reads whole lines, passes URCs over, asks again after an error: it bears everything."""
from modem import FINAL, Lines, open_module

port = open_module()
lines = Lines(port)


def ask(command, wanted):
    for _ in range(3):
        port.write(command.encode() + b"\r")
        heard = []
        while not heard or not FINAL.fullmatch(heard[-1]):
            heard.append(lines.next())
        if heard[-1] == "OK":
            assert any(line.startswith(wanted) for line in heard), heard
            return
    raise AssertionError(f"{command}: no OK")


ask("ATE0", "")
ask("AT+CEREG=1", "")
ask("AT+CEREG?", "+CEREG: 1,")
ask("AT+CGMM", "SARA-R510M8S")
