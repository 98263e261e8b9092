"""Dial-up on a real terminal: against a peer that knows only the RFCs, and against pppd."""
import os
import re
import shutil
import subprocess

import pytest

from conftest import PATIENCE, command, wait_for_answer, wait_until
from ppp_peer import IPCP, LCP, TERMINATE, TERMINATE_ACK, Peer, checksum


def wait_for_network(port):
    """No echo, and registered."""
    wait_for_answer(port)
    command(port, "ATE0")
    wait_until(lambda: "+CEREG: 0,1" in command(port, "AT+CEREG?"))


def dial(port):
    """Waits for the network, then calls."""
    wait_for_network(port)
    port.write(b"ATD*99***1#\r")
    port.read_until(b"CONNECT\r\n")


def test_a_peer_written_from_the_rfcs_gets_an_address_and_pings(module):
    with module.open() as port:
        dial(port)
        peer = Peer(port)
        peer.settle(LCP, bytes([2, 6, 0, 0, 0, 0]))
        peer.settle(IPCP, bytes([3, 6, 0, 0, 0, 0]))
        assert peer.address == bytes([192, 168, 201, 1])
        reply = peer.ping(bytes([192, 168, 201, 2]), b"ping~}\x11" * 100)
        assert checksum(reply[:20]) == 0
        assert reply[12:20] == bytes([192, 168, 201, 2, 192, 168, 201, 1])
        assert reply[20] == 0
        assert reply[28:] == b"ping~}\x11" * 100
        peer.control(LCP, TERMINATE, 9)
        assert peer.receive() == (LCP, bytes([TERMINATE_ACK, 9, 0, 4]))
        port.read_until(b"\r\nNO CARRIER\r\n")
        assert command(port, "AT") == ["OK"]


def kernel_without_ppp():
    """Why pppd cannot run here; nothing if it can."""
    if shutil.which("pppd") is None:
        return "pppd is not installed"
    if os.geteuid() != 0:
        return "pppd needs root"
    try:
        os.close(os.open("/dev/ppp", os.O_RDWR))
    except OSError as error:
        return f"the kernel has no PPP: {error}"
    return None


@pytest.mark.skipif(kernel_without_ppp() is not None, reason=str(kernel_without_ppp()))
def test_pppd_gets_an_address(module):
    with module.open() as port:
        wait_for_network(port)
    log = subprocess.run(
        ["pppd", os.readlink(module.link), "115200", "nodetach", "noauth", "local", "nocrtscts",
         "nodefaultroute", "user", "any", "password", "any", "maxconnect", "3", "connect",
         "chat '' AT OK 'ATD*99***1#' CONNECT"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE,
        check=False).stdout
    assert re.search(r"local +IP address 192\.168\.201\.1\b", log), log
    assert re.search(r"remote IP address 192\.168\.201\.2\b", log), log
