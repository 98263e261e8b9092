"""Installs the package that is in the module and waits for its result."""
from modem import Lines, open_module

port = open_module()
lines = Lines(port)
port.write(b"AT+UFWINSTALL=1,115200\r")
while lines.next() != "+UUFWINSTALL: 128":
    pass
