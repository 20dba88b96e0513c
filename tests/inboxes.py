"""An inbox on a Dovecot, and its owner's look at it."""

import ssl

from imapclient import IMAPClient

from d_loket.mailbox import open_mailbox
from d_loket.model import Folder
from dovecot import PASSWORD, USER, Dovecot

FOLDERS = {
    Folder.PROCESSED: "D-loket/Verwerkt",
    Folder.REVIEW: "D-loket/Beoordelen",
    Folder.IGNORED: "D-loket/Genegeerd",
}


def mail(number: int, size: int = 0) -> bytes:
    return (
        f"From: a@b.example\r\nSubject: {number}\r\nMessage-ID: <{number}@b.example>\r\n\r\n{'x' * size}\r\n".encode()
    )


def opened(
    server: Dovecot,
    *,
    scheme="imap",
    host="localhost",
    password=PASSWORD,
    cafile=True,
    max_size=25_000_000,
    folder="INBOX",
):
    port = server.imap if scheme == "imap" else server.imaps
    user = USER.replace("@", "%40")
    return open_mailbox(
        f"{scheme}://{user}@{host}:{port}/{folder}",
        password=password,
        verify=True,
        cafile=server.cafile if cafile else None,
        folders=FOLDERS,
        max_size=max_size,
    )


def owner(server: Dovecot) -> IMAPClient:
    """Log in as the mailbox's owner would, beside the service."""
    client = IMAPClient("localhost", server.imaps, ssl_context=ssl.create_default_context(cafile=str(server.cafile)))
    client.plain_login(USER, PASSWORD)
    return client


def subjects(client: IMAPClient, folder: str) -> list[str]:
    client.select_folder(folder, readonly=True)
    found = client.fetch(client.search("ALL"), ["BODY.PEEK[HEADER.FIELDS (SUBJECT)]", "FLAGS"])
    return sorted(
        next(v for k, v in f.items() if k.startswith(b"BODY")).decode().split(":")[1].strip() for f in found.values()
    )


def everything(inbox) -> list:
    return [m for batch in inbox.fetch(lambda keys: set()) for m in batch]
