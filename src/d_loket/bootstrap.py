"""Where adapters, rules, templates and clock are joined into an application. Nowhere else are they."""

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import jinja2
import structlog

from d_loket.answering import Answerer, MessageIds
from d_loket.clock import Clock
from d_loket.connecting import Security
from d_loket.digest import Digest
from d_loket.journey import Journey, Policy
from d_loket.mailbox import ImapInbox, MaildirInbox, open_mailbox
from d_loket.model import DLoketError, Event, Folder, Rulebook, SetAside
from d_loket.opening import Opener
from d_loket.recording import Database
from d_loket.replaying import Passed, Replayed, Rules, opens_alike, replay
from d_loket.resources import shipped
from d_loket.rulebook import load_events, load_rulebook
from d_loket.sending import MaildirSender, SmtpSender, open_sender
from d_loket.settings import LogFormat, Mode, Settings, Tls
from d_loket.understanding import Reader
from d_loket.worker import Worker

if TYPE_CHECKING:
    from fastapi import FastAPI


class Application:
    """Everything that the commands and the web app use, each made when first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def clock(self) -> Clock:
        """The one clock."""
        return Clock(self.settings.now)

    @cached_property
    def database(self) -> Database:
        """The database, not yet connected to."""
        if self.settings.embedded and not self.settings.database_url:
            make_directory(self.settings.data_dir)
        return Database(self.settings.database)

    @cached_property
    def rulebook(self) -> Rulebook:
        """The language rules; a rules directory without any of its own uses the shipped ones."""
        if not self.settings.rules_dir.is_dir():
            raise DLoketError(
                f"There is no directory {self.settings.rules_dir}.", advice="Set D_LOKET_RULES to a rules directory."
            )
        return load_rulebook(self.settings.rules_dir, fallback=shipped("rules"))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The announced events. Raises `DLoketError` when there is none."""
        events = load_events(self.settings.rules_dir)
        if not events:
            raise DLoketError(
                f"There is no event in {self.settings.rules_dir / 'events'}.",
                advice="Make one with: d-loket event import announcement.txt",
            )
        return events

    @cached_property
    def readers(self) -> tuple[Reader, ...]:
        """A reader for each event; making one takes a second."""
        return tuple(Reader(self.rulebook, event) for event in self.events)

    @cached_property
    def own_addresses(self) -> frozenset[str]:
        """Addresses that are ours: mail from them is never answered."""
        user = inbox_user(self.settings.inbox)
        return frozenset({e.mailbox.lower() for e in self.events} | ({user.lower()} if "@" in user else set()))

    @cached_property
    def journey(self) -> Journey:
        """The route, on the database of the settings."""
        return self._journey(self.database, self._secret())

    @cached_property
    def bench(self) -> Journey:
        """The route for reading only: its database is never opened."""
        return self._journey(Database("sqlite:///never-opened.db"), b"bench")

    def ready(self) -> "Application":
        """Bring the database up to date: the embedded one is migrated, another only checked. Return self."""
        if self.settings.embedded:
            self.database.upgrade()
        else:
            self.database.check()
        return self

    @cached_property
    def worker(self) -> Worker:
        """What does the work round after round. Raises `DLoketError` when there is nowhere to get or put mail."""
        with self.mailbox(), self.sender():  # nothing is connected to yet: only the settings are looked at
            return Worker(
                self.journey,
                open_mailbox=self.mailbox,
                open_sender=self.sender,
                clock=self.clock,
                poll_seconds=self.settings.poll_seconds,
            )

    def web(self) -> "FastAPI":
        """The web app; beside a worker in the same process it knows how that is doing."""
        from d_loket.web import create_app

        return create_app(self.database.queries(), self.events, self.templates("web"), healthy=self._worker_trouble)

    def _worker_trouble(self) -> str:
        worker = self.__dict__.get("worker")  # only a worker that was made can be in trouble
        return worker.health.read().last_error if worker else ""

    @contextmanager
    def mailbox(self) -> Iterator[ImapInbox | MaildirInbox]:
        """Open the inbox, and close it afterwards."""
        s = self.settings
        if not s.inbox:
            raise DLoketError("No inbox is set.", advice="Set D_LOKET_INBOX, for example to imaps://user@host/INBOX.")
        mailbox = open_mailbox(
            s.inbox,
            password=s.inbox_password.get_secret_value() if s.inbox_password else None,
            verify=s.inbox_tls is Tls.VERIFY,
            cafile=s.cafile,
            folders={
                Folder.PROCESSED: s.folder_processed,
                Folder.REVIEW: s.folder_review,
                Folder.IGNORED: s.folder_ignored,
            },
            max_size=int(s.max_mail_size),
            token=self._token,
        )
        try:
            yield mailbox
        finally:
            mailbox.close()

    @contextmanager
    def sender(self) -> Iterator[MaildirSender | SmtpSender]:
        """Open the way out, and close it afterwards."""
        s = self.settings
        if not s.outbox:
            raise DLoketError("No outbox is set.", advice="Set D_LOKET_OUTBOX, for example to smtp://user@host:587.")
        sender = open_sender(
            s.outbox,
            password=s.outbox_password.get_secret_value() if s.outbox_password else None,
            verify=s.outbox_tls is Tls.VERIFY,
            cafile=s.cafile,
            token=self._token,
        )
        try:
            yield sender
        finally:
            sender.close()

    def templates(self, folder: str) -> jinja2.Environment:
        """The templates of `mail` or `web`; a directory of one's own need only hold those that differ."""
        places = [d / folder for d in (self.settings.templates, shipped("templates")) if d]
        return jinja2.Environment(
            loader=jinja2.FileSystemLoader(places),
            autoescape=jinja2.select_autoescape(["html"]),
            undefined=jinja2.StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    @cached_property
    def answerer(self) -> Answerer:
        """Writes the replies, from the templates."""
        return Answerer(self.templates("mail"), sender_name=self.settings.sender_name)

    def replay(
        self, changed: "Application | None" = None, *, since: datetime | None = None
    ) -> Iterator[Replayed | SetAside | Passed]:
        """Decide the stored mail again (`d_loket.replaying`), reading only.

        By the rules of `changed` and by our own, or by our own alone beside what was recorded. An event that `changed`
        lacks is taken from us.
        """
        ours = Rules(rulebook=self.rulebook, opener=self._opener(self.rulebook), readers=self.readers)
        return replay(
            self.database.past(),
            self._changed_rules(changed, ours) if changed else ours,
            ours if changed else None,
            message_ids=self._message_ids(self._known_secret()),
            policy=self._policy,
            since=since,
        )

    def _changed_rules(self, changed: "Application", ours: Rules) -> Rules:
        opener = ours.opener if opens_alike(self.rulebook, changed.rulebook) else self._opener(changed.rulebook)
        own = {e.id: e for e in load_events(changed.settings.rules_dir)}
        events = {e.id: e for e in self.events} | own
        readers = tuple(Reader(changed.rulebook, event) for event in events.values())
        return Rules(rulebook=changed.rulebook, opener=opener, readers=readers)

    def _journey(self, database: Database, secret: bytes) -> Journey:
        s = self.settings
        message_ids = self._message_ids(secret)
        store = database.store(rulebook_version=self.rulebook.version)
        digest = Digest(
            events=self.events,
            recipients=s.organisers,
            hour=s.digest_hour,
            answerer=self.answerer,
            message_ids=message_ids,
            store=store,
            hold=s.mode is Mode.SHADOW,
        )
        return Journey(
            opener=self._opener(self.rulebook),
            readers=self.readers,
            answerer=self.answerer,
            message_ids=message_ids,
            store=store,
            clock=self.clock,
            digest=digest.post,
            policy=self._policy,
        )

    def _opener(self, rulebook: Rulebook) -> Opener:
        return Opener(rulebook, trusted_authserv_ids=frozenset(self.settings.trusted_authserv_ids))

    def _message_ids(self, secret: bytes) -> MessageIds:
        return MessageIds(secret, self.events[0].mailbox.rpartition("@")[2])

    @property
    def _policy(self) -> Policy:
        s = self.settings
        return Policy(
            own_addresses=self.own_addresses,
            trusts_authentication=bool(s.trusted_authserv_ids),
            reply_limit=s.reply_limit,
            shadow=s.mode is Mode.SHADOW,
            acknowledge_review=s.acknowledge_review,
        )

    @cached_property
    def _token(self) -> Callable[[], str] | None:
        """What gives OAuth2 tokens, one of them for inbox and outbox alike; None where no tenant is set."""
        s = self.settings
        if not (s.oauth2_tenant and s.oauth2_client_secret):
            return None
        from d_loket.connecting.oauth import Microsoft365

        return Microsoft365(
            tenant=s.oauth2_tenant,
            client_id=s.oauth2_client_id,
            client_secret=s.oauth2_client_secret.get_secret_value(),
            security=Security(cafile=s.cafile),
            authority=s.oauth2_authority,
        )

    def _secret(self) -> bytes:
        given = self.settings.secret
        return given.get_secret_value().encode() if given else self.database.secret("message-id")

    def _known_secret(self) -> bytes:
        """Return the key without making one: a database without a key has never answered a mail."""
        given = self.settings.secret
        return given.get_secret_value().encode() if given else self.database.known_secret("message-id") or b""


def build(settings: Settings) -> Application:
    """Return the application of these settings; nothing is opened yet but the log."""
    log_to_stderr(settings)
    return Application(settings)


def log_to_stderr(settings: Settings) -> None:
    """Send structured log lines to stderr, so that stdout holds only what was asked for."""
    logging.getLogger("mailparser").setLevel(logging.CRITICAL)  # what is odd about a mail is in its defects
    logging.getLogger("mailparser.core").setLevel(logging.CRITICAL)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a round that is wanted twice is done once
    renderer = (
        structlog.processors.JSONRenderer()
        if settings.log_format is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.log_level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def make_directory(path: Path) -> None:
    """Make a directory that D-loket needs. Raises `DLoketError`."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DLoketError(f"{path} cannot be made: {error.strerror}.", advice="Set D_LOKET_DATA_DIR.") from error


def inbox_user(url: str) -> str:
    """Return the user in `imap://user@host/INBOX`, "" where there is none."""
    return unquote(urlsplit(url).netloc.rpartition("@")[0].partition(":")[0]) if "://" in url else ""
