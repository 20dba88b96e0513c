"""Every setting, read from the environment and `d-loket.toml`. Nothing else reads either.

A setting `database_url` is `D_LOKET_DATABASE_URL` in the environment and `database_url` in the file;
the environment wins. A name that is not a setting is an error that says which one comes nearest.
"""

import os
import tomllib
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ByteSize,
    DirectoryPath,
    Field,
    FilePath,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, InitSettingsSource, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from d_loket.model import DLoketError
from d_loket.resources import shipped

PREFIX = "D_LOKET_"
CONFIG = "D_LOKET_CONFIG"
FILE = Path("d-loket.toml")


class SettingsError(DLoketError):
    """The settings are wrong; each line of the message names one setting, what is wrong and what is allowed."""


class Mode(StrEnum):
    """Whether replies go out by themselves or wait for an organiser's click."""

    LIVE = "live"
    SHADOW = "shadow"


class Tls(StrEnum):
    """Whether a server's certificate is verified, or the connection is plain (loopback and tests)."""

    VERIFY = "verify"
    OFF = "off"


class LogFormat(StrEnum):
    """How a log line looks on stderr."""

    TEXT = "text"
    JSON = "json"


class LogLevel(StrEnum):
    """From which level on log lines are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


def _addresses(values: tuple[str, ...]) -> tuple[str, ...]:
    if values:
        from d_loket.answering import mailable  # only where it is needed: it takes a while to load

        if wrong := [v for v in values if not mailable(v)]:
            raise ValueError(f"{wrong[0]!r} is not an e-mail address")
    return values


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Addresses = Annotated[Words, AfterValidator(_addresses)]
Port = Annotated[int, Field(ge=1, le=65535)]
SECRETS = ("inbox_password", "outbox_password", "oauth2_client_secret", "secret")


class Settings(BaseSettings):
    """All settings with their defaults. Secrets may be given as a file (`…_file`), as containers do.

    Raises `SettingsError` when read by `load`; frozen.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite in the data directory")
    data_dir: Path = Field(user_data_path("d-loket"), description="Where D-loket keeps what it has to keep")
    inbox: str = Field("", description="`maildir:/path`, `imap://user@host/INBOX` (STARTTLS) or `imaps://…`")
    inbox_password: SecretStr | None = Field(None, description="Password of the inbox's user")
    inbox_password_file: Path | None = Field(None, description="File with that password")
    inbox_tls: Tls = Field(Tls.VERIFY, description="`verify` the server's certificate, or `off` (loopback and tests)")
    outbox: str = Field("", description="`maildir:/path`, `smtp://user@host:587` (STARTTLS) or `smtps://…`")
    outbox_password: SecretStr | None = Field(None, description="Password of the outbox's user")
    outbox_password_file: Path | None = Field(None, description="File with that password")
    outbox_tls: Tls = Field(Tls.VERIFY, description="`verify` the server's certificate, or `off` (loopback and tests)")
    cafile: FilePath | None = Field(
        None, description="Certificates (PEM) of an authority to trust besides the system's"
    )
    oauth2_tenant: str = Field(
        "", description="Microsoft 365: the tenant's id; with it OAuth2 is used where no password is set"
    )
    oauth2_client_id: str = Field("", description="Microsoft 365: the registered application's id")
    oauth2_client_secret: SecretStr | None = Field(None, description="Microsoft 365: its secret")
    oauth2_client_secret_file: Path | None = Field(None, description="File with that secret")
    oauth2_authority: str = Field(
        "https://login.microsoftonline.com", description="Microsoft 365: where tokens are asked for"
    )
    folder_processed: str = Field("D-loket/Verwerkt", description="Where mail goes that was handled")
    folder_review: str = Field("D-loket/Beoordelen", description="Where mail goes that waits for a person")
    folder_ignored: str = Field("D-loket/Genegeerd", description="Where mail goes that wants no answer")
    max_mail_size: ByteSize = Field(ByteSize(25_000_000), description="A larger mail is not read: a person looks")
    poll_seconds: int = Field(60, ge=1, description="How often the inbox is looked at, besides IDLE")
    rules: Path | None = Field(None, description="Directory with the rules and events that replaces the shipped one")
    templates: DirectoryPath | None = Field(None, description="Directory with templates that replaces the shipped one")
    now: AwareDatetime | None = Field(None, description="ISO time the clock starts from: demos, tests, back-testing")
    mode: Mode = Field(Mode.LIVE, description="`live`, or `shadow`: replies wait for an organiser's click")
    trusted_authserv_ids: Words = Field((), description="Servers whose Authentication-Results are believed, by commas")
    reply_limit: int = Field(10, ge=1, description="Replies to one sender in an hour; above it a person looks")
    acknowledge_review: bool = Field(False, description="Tell a writer that a person will answer")
    sender_name: str = Field("", description="Name before the mailbox's address in our mails; empty: the organiser's")
    organisers: Addresses = Field(
        (), description="Addresses that get a note of what waits for a person, by commas; held in shadow mode"
    )
    digest_hour: int = Field(
        7,
        ge=0,
        le=23,
        description="Hour, in the event's own time, at which that note goes out on days when something waits",
    )
    secret: SecretStr | None = Field(None, description="Key for our Message-IDs; empty: one made and kept by itself")
    secret_file: Path | None = Field(None, description="File with that key")
    web_host: str = Field("127.0.0.1", description="Address at which the web app listens")
    web_port: Port = Field(8000, description="Port at which the web app listens")
    log_level: LogLevel = Field(LogLevel.WARNING, description="`debug`, `info`, `warning` or `error`")
    log_format: LogFormat = Field(LogFormat.TEXT, description="`text`, or `json`: an object a line")

    @model_validator(mode="before")
    @classmethod
    def _secrets_from_files(cls, values: dict[str, Any]) -> dict[str, Any]:
        for name in SECRETS:
            if path := values.get(f"{name}_file"):
                if values.get(name):
                    raise ValueError(f"{name} and {name}_file are both set; keep one")
                values = {**values, name: _read_secret(Path(path), name)}
        return values

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.oauth2_tenant and not (self.oauth2_client_id and self.oauth2_client_secret):
            raise ValueError("oauth2_tenant needs oauth2_client_id and oauth2_client_secret (or …_file) as well")
        return self

    @property
    def database(self) -> str:
        """The database's SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'd-loket.db'}"

    @property
    def embedded(self) -> bool:
        """Whether the database is the embedded one, which D-loket migrates by itself."""
        return self.database.startswith("sqlite")

    @property
    def rules_dir(self) -> Path:
        """Where rules and events are read: the setting, `./rules`, the data directory's, or the shipped ones."""
        if self.rules:
            return self.rules
        own = (Path("rules"), self.data_dir / "rules")
        return next((d for d in own if (d / "events").is_dir()), shipped("rules"))

    @property
    def rules_target(self) -> Path:
        """Where an imported event is written: the setting, `./rules` when it is there, else the data directory's."""
        return self.rules or (Path("rules") if Path("rules").is_dir() else self.data_dir / "rules")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Overrides first, then the environment, then the configuration file."""
        return init_settings, env_settings, InitSettingsSource(settings_cls, init_kwargs=_from_file())


def load(**overrides: Any) -> Settings:
    """Read the settings; `overrides` win over everything. Raises `SettingsError`."""
    _refuse_unknown((n for n in os.environ if n.startswith(PREFIX) and n != CONFIG), [*_names(PREFIX), CONFIG], "")
    try:
        return Settings(**overrides)
    except ValidationError as error:
        lines = [_explain(e) for e in error.errors()]
        raise SettingsError("\n".join(lines), advice="See docs/settings.md.") from error


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


def _names(prefix: str = "") -> list[str]:
    return [variable(n) if prefix else n for n in Settings.model_fields]


def _from_file() -> dict[str, Any]:
    path = Path(os.environ.get(CONFIG) or FILE)
    if not path.exists() and CONFIG not in os.environ:
        return {}
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.", advice=f"{CONFIG} names it.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from error
    _refuse_unknown(values, _names(), f"{path}: ")
    return values


def _refuse_unknown(given: Any, known: list[str], where: str) -> None:
    wrong = [name for name in given if name.upper() not in {k.upper() for k in known}]
    if wrong:
        raise SettingsError("\n".join(f"{where}{n} is not a setting.{_nearest(n, known)}" for n in sorted(wrong)))


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else " See docs/settings.md for those there are."


def _read_secret(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{variable(name)}_FILE: {path} cannot be read: {error}.") from error


def _explain(error: ErrorDetails) -> str:
    message = error["msg"].removeprefix("Value error, ")
    if not error["loc"]:
        return f"The settings do not fit together: {message}."
    name = str(error["loc"][0])
    given = "" if name in SECRETS else f" is {str(error['input'])!r}:"
    if error["type"] == "timezone_aware":
        message = "it needs a time zone, as in 2018-05-22T09:00:00+02:00"
    return f"{variable(name)}{given} {message[0].lower()}{message[1:]}."
