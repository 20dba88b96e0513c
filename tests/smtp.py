"""A real SMTP server on loopback that keeps what it is given."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from servers import free_port


class Keeper:
    """The handler: `mails` are (recipients, message) in the order of arrival."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken"


class SmtpServer:
    """Runs while the `with` block does."""

    def __init__(self, *, smtputf8: bool = False) -> None:
        self.port = free_port()  # aiosmtpd needs a real one
        self._keeper = Keeper()
        self._controller = Controller(
            self._keeper, hostname="127.0.0.1", port=self.port, enable_SMTPUTF8=smtputf8, decode_data=False
        )

    @property
    def mails(self) -> list[tuple[list[str], EmailMessage]]:
        """What was delivered."""
        return self._keeper.mails

    def __enter__(self) -> "SmtpServer":
        self._controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop()
