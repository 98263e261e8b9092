"""Looks for its answer in whatever a read brings, and only there."""
import time

from modem import open_module

port = open_module()
port.timeout = 5
port.write(b"ATE0\r")
port.read_until(b"OK\r\n")
port.write(b"AT+CGMM\r")
while True:
    port.read(1)
    time.sleep(0.02)  # the rest has come by then
    if b"ARA-R510M8S" in port.read(port.in_waiting):
        break
    port.timeout = 1
    assert port.in_waiting or port.read(1), "no answer"
