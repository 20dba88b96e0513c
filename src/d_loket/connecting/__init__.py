"""How a mail server is reached: its URL, its certificate, OAuth2, and what went wrong on the way, in words."""

from d_loket.connecting.oauth import Microsoft365
from d_loket.connecting.tls import Security
from d_loket.connecting.trouble import explain
from d_loket.connecting.url import Server, read_url

__all__ = ["Microsoft365", "Security", "Server", "explain", "read_url"]
