import socket

import pytest

from d_loket.cli.serving import listen
from d_loket.model import DLoketError


@pytest.fixture
def busy():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_busy_port_is_said_with_what_to_do(busy):
    with pytest.raises(DLoketError, match=f"cannot listen at 127.0.0.1:{busy}.*--port"):
        listen("127.0.0.1", busy)


def test_where_any_port_will_do_another_one_is_taken(busy):
    with listen("127.0.0.1", busy, any_port=True) as other:
        assert other.getsockname()[1] != busy


def test_an_address_of_another_machine_is_said():
    with pytest.raises(DLoketError, match="cannot listen"):
        listen("192.0.2.1", 8000)
