"""A host that lives through a whole uFOTA update, as section 2.6 of the note wants it to.

It enables the URCs, accepts the download, has it installed, and polls AT until the module is back:
twice over, because the MNO profile is not the global one.  [R01 2.6, Tables 5, 6][R03 3.4]
"""
import json

import pytest
from conftest import PATIENCE, ask, command, wait_for_answer, wait_until

URI = "http://ucsphttpcontent.services.u-blox.com/delta"
WORLD = {
    "r5sim": 1,
    "title": "a campaign asked this module before it was switched on",
    "packages": {"delta": {"kind": "delta", "to": "03.16,A00.01", "delta_size": 100000}},
    "module": {
        "profile": {"image_bytes": 1048576},
        "nvm": {"uFOTA download": f"AwaitingAck,0,721,0,,{URI}", "+UMNOPROF": "100"},
    },
    "network": {"servers": [{
        "name": "ucsphttpcontent.services.u-blox.com",
        "http": {"paths": {"/delta": {"content": {"package": "delta"}}}},
    }]},
}


@pytest.fixture
def asked(start, tmp_path):
    """A module that waits for the host's word."""
    world = tmp_path / "world.json"
    world.write_text(json.dumps(WORLD))
    return start("--world", world)


def test_a_host_lives_through_a_whole_update(asked):
    with asked.open() as port:
        wait_for_answer(port)
        for line in ("ATE0", "AT+UFOTASTAT=1", "AT+UFOTACONFIG=721,1,255", "AT+UFOTAACK=1"):
            assert command(port, line)[-1] == "OK"
        heard = port.read_until(b"+UFOTASTAT: 2,2,100\r\n")
        assert b"+UFOTASTAT: 1,0,0\r\n" in heard and heard.endswith(b"+UFOTASTAT: 2,2,100\r\n")

        assert command(port, "AT+UFWINSTALL")[-1] == "OK"
        assert port.read_until(b"+UUFWINSTALL: 128\r\n").endswith(b": 128\r\n")

        wait_for_answer(port)  # the first reboot
        port.timeout = 0.5
        assert b"+UMNOPROF: 90" in ask(port, "AT+UMNOPROF?")
        # The second one, sooner or later: what is asked meanwhile is lost.  [R01 Table 6]
        wait_until(lambda: b"+UMNOPROF: 100" in ask(port, "AT+UMNOPROF?"))
        port.timeout = PATIENCE
        assert "03.16,A00.01" in command(port, "ATI9")
        assert "+UFOTASTAT: 0" in command(port, "AT+UFOTASTAT?")
