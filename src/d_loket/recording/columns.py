"""Column types that mean the same on SQLite and PostgreSQL, and take whatever a mail may hold."""

import re
import zlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return the text with U+FFFD for what cannot be stored: NUL (PostgreSQL) and lone surrogates (both)."""
    return _UNSTORABLE.sub("\ufffd", text)


def _storable_document(value: Any) -> Any:
    match value:
        case str():
            return storable(value)
        case Mapping():
            return {storable(str(k)): _storable_document(v) for k, v in value.items()}
        case Sequence():
            return [_storable_document(v) for v in value]
    return value


class Instant(TypeDecorator[datetime]):
    """A moment. Goes in with any time zone, comes out in UTC; ValueError for one without a time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn it to UTC; SQLite, which knows no time zones, gets it without one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return it in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text as people wrote it, clipped to `limit` characters: PostgreSQL indexes no more than 2,704 bytes."""

    impl = Text
    cache_ok = True

    def __init__(self, limit: int | None = None) -> None:
        super().__init__()
        self.limit = limit

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what cannot be stored and clip to the limit; comparisons are clipped alike."""
        return None if value is None else storable(value)[: self.limit]


class Document(TypeDecorator[Any]):
    """A JSON value, its keys in the order in which they were written."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Replace what cannot be stored in every text."""
        return _storable_document(value)


class Compressed(TypeDecorator[bytes]):
    """Bytes, deflated: mail shrinks to about a third."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Deflate."""
        return None if value is None else zlib.compress(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Inflate."""
        return None if value is None else zlib.decompress(value)
