"""Tables: each row becomes lines with the label of their column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from d_loket.announcing.lines import Line
from d_loket.announcing.wording import KIND_OF, LABEL_ALONE
from d_loket.dutch import find_dates, find_times
from d_loket.patterns import fold


def rows_as_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; a table's rows as labelled lines, one session to a row."""
    lines = _columns(lines)
    n = 0
    while n < len(lines):
        end = n
        while end < len(lines) and "\t" in lines[end].text and (end == n or not lines[end].gap or _aligned(lines, end)):
            end += 1
        if end - n > 1:
            yield from _table(lines[n:end])
        elif order := _header_words(lines[n].text):
            end = n + 1
            while end < len(lines) and not lines[end].gap and _dated(lines[end].text):
                yield from _spaced_row(lines[end], order)
                end += 1
        else:
            yield lines[n]
        n = max(end, n + 1)


def _aligned(lines: Sequence[Line], n: int) -> bool:
    """Rows with blank lines between them are still one table."""
    return _dated(lines[n].text) and lines[n].text.count("\t") == lines[n - 1].text.count("\t")


def _columns(lines: Sequence[Line]) -> list[Line]:
    """Put tabs for the wide spaces of a table that was drawn with spaces."""
    drawn = [re.sub(r"(?<=\S)(?: {2,}| \| ?)(?=\S)", "\t", ln.text.strip(" ")) for ln in lines]
    wide = [d != ln.text.strip(" ") and "\t" in d for d, ln in zip(drawn, lines, strict=True)]
    result = []
    for n, line in enumerate(lines):
        near = any(wide[max(0, n - 1) : n] + wide[n + 1 : n + 2])
        table = wide[n] and near and (_dated(drawn[n]) or len(_kinds(drawn[n].split("\t"))) > 1)
        result.append(replace(line, text=drawn[n]) if table else line)
    return result


def _kind(cell: str) -> str:
    match = LABEL_ALONE.fullmatch(fold(re.sub(r"\([^)]*\)", "", cell)))
    return KIND_OF[match["label"]] if match else ""


def _kinds(cells: Sequence[str]) -> list[str]:
    return [k for k in map(_kind, cells) if k]


def _table(rows: Sequence[Line]) -> Iterator[Line]:
    cells = [row.text.split("\t") for row in rows]
    first = [row[0] for row in cells]
    if len(_kinds(first)) > 1 and len(_kinds(first)) > len(_kinds(cells[0])):
        yield from _turned(rows, cells)
        return
    header: list[str] = []
    for line, row in zip(rows, cells, strict=True):
        if len(_kinds(row)) > 1 and not _dated(line.text):
            header = [_kind(c) for c in row]
        elif header:
            yield from _row(line, row, header)
        else:
            yield replace(line, row=0)


def _row(line: Line, cells: Sequence[str], header: Sequence[str]) -> Iterator[Line]:
    kinds = [*header, *[""] * len(cells)]
    for n, (cell, kind) in enumerate(zip(cells, kinds, strict=False)):
        if cell.strip():
            own = kind or ("place" if n == 0 and "place" not in header and not _dated(cell) else "other")
            yield replace(line, text=cell.strip(), kind=own, row=line.number, gap=n == 0)


def _turned(rows: Sequence[Line], cells: Sequence[Sequence[str]]) -> Iterator[Line]:
    """A table whose first column has the labels: each further column is a session."""
    width = max(map(len, cells))
    for column in range(1, width):
        for n, (line, row) in enumerate(zip(rows, cells, strict=True)):
            text = row[column].strip() if column < len(row) else ""
            named = n == 0 and not row[0].strip() and "place" not in map(_kind, (r[0] for r in cells))
            kind = _kind(row[0]) or ("place" if named else "other")
            if text:
                number = rows[0].number * 100 + column if width > 2 else 0
                yield replace(line, text=text, kind=kind, row=number, gap=n == 0)


def _header_words(text: str) -> list[str]:
    """Return the kinds of a header whose words are apart by one space only ("Regio Plaats Datum Tijd Locatie")."""
    words = text.split()
    kinds = _kinds(words)
    return kinds if len(kinds) == len(words) > 2 and "date" in kinds else []


def _spaced_row(line: Line, order: Sequence[str]) -> Iterator[Line]:
    """Take apart a row without columns: the date and the time are known by their form, the rest by the order."""
    mention = next(m for m in find_dates(line.text) if m.day and m.month)
    times = find_times(line.text)
    at = order.index("date")
    tail = times[-1].end if times and times[-1].start >= mention.end else mention.end
    yield replace(line, text=line.text[mention.start : tail], kind="date", row=line.number, gap=True)
    yield from _named(line, line.text[: mention.start].strip(), order[:at])
    after = [k for k in order[at + 1 :] if k != "time"]
    if rest := line.text[tail:].strip():
        yield replace(line, text=rest, kind=after[0] if len(after) == 1 else "where", row=line.number, gap=False)


def _named(line: Line, text: str, kinds: Sequence[str]) -> Iterator[Line]:
    """The words before the date: as many parts as there are columns, cut where a new name starts."""
    parts = re.split(r"\s(?=[A-Z'’])", text)
    if len(kinds) > 1 and len(parts) > len(kinds):
        keep = len(parts) - len(kinds) + 1
        at = kinds.index("place") if "place" in kinds else 0
        parts = [*parts[:at], " ".join(parts[at : at + keep]), *parts[at + keep :]]
    parts = [text] if len(kinds) == 1 else parts
    for part, kind in zip(parts, kinds, strict=False):
        yield replace(line, text=part, kind=kind, row=line.number, gap=False)


def _dated(text: str) -> bool:
    return any(m.day and m.month for m in find_dates(text))
