"""The pseudo-terminal as a host finds it."""
import os
import subprocess
import time

from conftest import ask, wait_until


def test_prints_one_line_when_ready(module):
    assert module.ready_line == f"ready {module.link}\n"
    assert os.readlink(module.link).startswith("/dev/pts/")
    assert module.end() == (0, "", "")


def test_answers_pyserial(module):
    with module.open() as port:
        assert ask(port, "AT").endswith(b"\r\nOK\r\n")


def test_survives_close_and_reopen(module):
    for _ in range(5):
        with module.open() as port:
            assert ask(port, "AT").endswith(b"\r\nOK\r\n")


def test_answers_echo_from_a_shell_without_any_setting(module):
    """`echo -e 'AT\\r' > link`, with a `cat` that reads."""
    with subprocess.Popen(["cat", module.link], stdout=subprocess.PIPE) as reader:
        time.sleep(0.2)
        subprocess.run(["bash", "-c", f"echo -e 'AT\\r' > {module.link}"], check=True)
        answer = b""
        while b"\r\nOK\r\n" not in answer:
            piece = os.read(reader.stdout.fileno(), 4096)
            assert piece
            answer += piece
        reader.kill()


def test_writes_an_answer_in_one_piece(module):
    terminal = os.open(module.link, os.O_RDWR | os.O_NOCTTY)
    try:
        os.write(terminal, b"ATE0\r")
        answer = b""
        while not answer.endswith(b"OK\r\n"):
            answer += os.read(terminal, 4096)
        for _ in range(100):
            os.write(terminal, b"AT\r")
            assert os.read(terminal, 4096) == b"\r\nOK\r\n"
    finally:
        os.close(terminal)


def test_a_host_at_the_wrong_speed_reads_no_answer(module):
    with module.open(115200) as port:
        ask(port, "AT")  # the module has found its speed
        port.baudrate = 9600
        port.timeout = 0.5
        port.write(b"AT\r")
        assert b"OK" not in port.read(100)
        port.baudrate = 115200
        port.timeout = 20
        port.write(b"\r")  # ends whatever the module made of the garbage
        time.sleep(0.2)
        port.reset_input_buffer()
        assert ask(port, "AT").endswith(b"OK\r\n")


def test_follows_a_change_of_speed(module):
    with module.open(115200) as port:
        ask(port, "AT")
        assert ask(port, "AT+IPR=460800").endswith(b"OK\r\n")
        time.sleep(0.1)
        port.baudrate = 460800
        assert ask(port, "AT").endswith(b"OK\r\n")


def test_bytes_take_their_time_at_speed_1(start):
    module = start(speed="1")
    time.sleep(2.5)  # it boots in real time
    with module.open(9600) as port:
        ask(port, "AT")
        began = time.monotonic()
        # 503 characters of 10 bits at 9600 bit/s: 524 ms
        assert ask(port, "AT" + 500 * " ").endswith(b"\r\nOK\r\n")
        assert time.monotonic() - began > 0.52


def test_a_host_may_come_and_go_at_any_time(module):
    with module.open() as port:
        ask(port, "AT")  # it has booted: what is written before is lost
    for _ in range(50):
        with module.open() as port:
            port.write(b"AT\r")
    with module.open() as port:
        port.write(b"\r")
        time.sleep(0.1)
        port.reset_input_buffer()
        assert ask(port, "AT").endswith(b"OK\r\n")
    wait_until(lambda: module.process.poll() is None)
