"""How a mail server is reached: its URL, its certificate, OAuth2, and what went wrong on the way, in words.

`connecting.oauth` is apart from this: it is slow to import, and of use to few.
"""

from d_loket.connecting.sasl import no_password, oauth2_login
from d_loket.connecting.tls import Security
from d_loket.connecting.trouble import explain, refused
from d_loket.connecting.url import Server, read_url

__all__ = ["Security", "Server", "explain", "no_password", "oauth2_login", "read_url", "refused"]
