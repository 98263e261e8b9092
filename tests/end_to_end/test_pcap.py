"""Captures that others can read: tshark finds CoAP in what --pcap wrote.

A campaign updates a module while the server of the operator observes, reads and writes: every kind of message
that the LwM2M client knows is on the wire.  [R01 2.1; lwm2m 8]
"""
import json
import shutil
import subprocess

import pytest
from conftest import PATIENCE, R5SIM, wait_for_answer

needs_tshark = pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")

IMEI = "357862090033897"
CAMPAIGN = {
    "r5sim": 1,
    "title": "A campaign, captured",
    "packages": {"delta": {"kind": "delta", "to": "03.16,A00.01", "delta_size": 20000}},
    "module": {"profile": {"image_bytes": 65536}, "nvm": {"+UMNOPROF": "90"}},
    "lwm2m": {"campaigns": [{"name": "spring", "package": "delta", "to": "03.16,A00.01"}]},
    "steps": [{"wait": "3h"}],
    "asserts": [{"inspect": {"pointer": "/campaigns/spring/succeeded", "equals": 1}},
                {"contains": {"record": {"kind": "coap"}}}],
}

GET, POST, PUT, CREATED, CHANGED, CONTENT = 1, 2, 3, 65, 68, 69
CONFIRMABLE = 0


def captured(tmp_path, scenario):
    """Plays the scenario; the capture it left."""
    file = tmp_path / "scenario.json"
    file.write_text(json.dumps(scenario))
    capture = tmp_path / "run.pcapng"
    subprocess.run([R5SIM, "test", "--pcap", capture, file], check=True, timeout=PATIENCE)
    return capture


def tshark(capture, *arguments):
    return subprocess.run(["tshark", "-n", "-r", capture, *arguments], check=True, timeout=PATIENCE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True).stdout


def messages(capture):
    """The fields of each packet, as tshark decodes it."""
    fields = ("coap.type", "coap.code", "coap.opt.uri_path_recon", "coap.opt.observe", "coap.opt.uri_query",
              "frame.protocols", "_ws.malformed")
    lines = tshark(capture, "-T", "fields", "-E", "separator=;",
                   *(word for field in fields for word in ("-e", field))).splitlines()
    rows = [dict(zip(fields, line.split(";"))) for line in lines]
    assert rows and all("coap" in row["frame.protocols"] for row in rows)
    assert not any(row["_ws.malformed"] for row in rows)
    return rows


@needs_tshark
def test_tshark_decodes_every_kind_of_message(tmp_path):
    rows = messages(captured(tmp_path, CAMPAIGN))

    def some(code, path, observe=None):
        return [row for row in rows if row["coap.code"] == str(code)
                and row["coap.opt.uri_path_recon"].strip("/").startswith(path)
                and (observe is None or bool(row["coap.opt.observe"]) == observe)]

    register = some(POST, "rd")[0]
    assert f"ep=urn:imei:{IMEI}" in register["coap.opt.uri_query"]
    assert [row for row in rows if row["coap.code"] == str(CREATED)]
    assert some(GET, "3/0/3", observe=False), "Read"
    assert some(GET, "5/0/3", observe=True), "Observe"
    assert some(PUT, "5/0/1"), "Write"
    assert some(POST, "5/0/2"), "Execute"
    notifications = [row for row in rows if row["coap.code"] == str(CONTENT)
                     and row["coap.opt.observe"] and row["coap.type"] == str(CONFIRMABLE)]
    assert notifications, "Notify"


@needs_tshark
def test_an_update_of_the_registration_is_there_a_day_later(tmp_path):
    scenario = {"r5sim": 1, "title": "a day", "limit": "2d",
                "module": {"nvm": {"+UMNOPROF": "90"}}, "steps": [{"wait": "25h"}]}
    rows = messages(captured(tmp_path, scenario))
    updates = [row for row in rows if row["coap.code"] == str(POST)
               and row["coap.opt.uri_path_recon"].strip("/") == "rd/1"]
    assert len(updates) == 1
    assert [row for row in rows if row["coap.code"] == str(CHANGED)]


@needs_tshark
def test_the_capture_says_that_dtls_is_left_out(tmp_path):
    capture = captured(tmp_path, CAMPAIGN)
    assert b"DTLS layer is omitted" in capture.read_bytes()
    frames = tshark(capture, "-T", "fields", "-e", "udp.dstport", "-e", "udp.srcport").split()
    assert "5683" in frames and "5684" not in frames


def test_a_capture_is_the_same_every_time(tmp_path):
    first = captured(tmp_path, CAMPAIGN).read_bytes()
    assert captured(tmp_path, CAMPAIGN).read_bytes() == first


def test_a_live_module_is_captured_too(start, tmp_path):
    world = tmp_path / "world.json"
    world.write_text(json.dumps({"r5sim": 1, "title": "live",
                                 "module": {"nvm": {"+UMNOPROF": "90"}}}))
    capture = tmp_path / "live.pcapng"
    module = start("--world", world, "--pcap", capture)
    with module.open() as port:
        wait_for_answer(port)
    assert module.end()[0] == 0
    assert capture.read_bytes()[:4] == b"\x0a\x0d\x0d\x0a"


def test_one_capture_does_not_take_two_scenarios(tmp_path):
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(json.dumps(CAMPAIGN))
    run = subprocess.run([R5SIM, "test", "--pcap", tmp_path / "x.pcapng", tmp_path],
                         stderr=subprocess.PIPE, text=True, timeout=PATIENCE, check=False)
    assert run.returncode == 2
    assert "--pcap: 2 scenarios" in run.stderr
